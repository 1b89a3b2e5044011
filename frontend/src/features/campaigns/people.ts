import type { CampaignMessageFilters } from '@/hooks/useCampaigns';
import type { Schemas } from '@/lib/api/client';
import { STATES, TYPES } from '@/lib/message-words';

type Type = Schemas['MessageType'];
type State = Schemas['State'];

/** The numbers of the funnel, by the word for the people in them. */
export const STEPS = ['recipients', 'sent', 'delivered', 'read', 'interacted', 'message_2_sent'] as const;
type FunnelStep = (typeof STEPS)[number];

/**
 * Whose messages are looked at, as one word of the page's address: a step of the funnel (`read`), a type in a
 * state (`message_1.failed`), or the messages that failed with a code of Meta (`error.131026`).
 */
export type People =
  | { kind: 'step'; step: FunnelStep }
  | { kind: 'state'; type: Type; state: State }
  | { kind: 'error'; code: number };

/** Null for a word that means nobody. */
export function readPeople(word: string | undefined): People | null {
  if (!word) return null;
  const step = STEPS.find((known) => known === word);
  if (step) return { kind: 'step', step };
  const [left, right] = split(word);
  if (left === 'error') return /^-?\d{1,9}$/.test(right) ? { kind: 'error', code: Number(right) } : null;
  const type = TYPES.find((known) => known === left);
  const state = STATES.find((known) => known === right);
  return type && state ? { kind: 'state', type, state } : null;
}

function split(word: string): [string, string] {
  const dot = word.indexOf('.');
  return dot < 0 ? [word, ''] : [word.slice(0, dot), word.slice(dot + 1)];
}

export const stateWord = (type: Type, state: State): string => `${type}.${state}`;
export const errorWord = (code: number): string => `error.${code}`;

/** What the API is asked for, so that the list holds exactly the people of the number. */
export function filtersOf(people: People): CampaignMessageFilters {
  if (people.kind === 'error') return { state: 'failed', error_code: people.code };
  if (people.kind === 'state') return { type: people.type, state: people.state };
  if (people.step === 'recipients') return { type: 'message_1' };
  if (people.step === 'message_2_sent') return { type: 'message_2', reached: 'sent' };
  return { type: 'message_1', reached: people.step };
}

/** The number that the list must have as many rows as; null where only the list itself knows. */
export function countOf(people: People, stats: Schemas['CampaignStats'] | undefined): number | null {
  if (!stats || people.kind === 'error') return null;
  if (people.kind === 'step') return stats.funnel[people.step];
  return readCount(stats[people.type], people.state);
}

export const readCount = (counts: Partial<Record<State, number>>, state: State): number => counts[state] ?? 0;

/** The address of the file with just these people. */
export function exportHref(campaignId: number, filters: CampaignMessageFilters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/campaigns/${campaignId}/export${text ? `?${text}` : ''}`;
}
