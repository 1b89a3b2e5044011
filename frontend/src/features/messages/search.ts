import type { Schemas } from '@/lib/api/client';
import { MILESTONES, STATES, TYPES } from '@/lib/message-words';

/** What of the messages page stands in its address. Days such as `2026-11-22`, both included. */
export interface MessagesSearch {
  campaign?: number;
  contact?: number;
  type?: Schemas['MessageType'];
  state?: Schemas['State'];
  reached?: Schemas['Milestone'];
  error?: number;
  from?: string;
  until?: string;
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^20\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

export function validateMessagesSearch(search: Record<string, unknown>): MessagesSearch {
  const { campaign, contact, error, from, until } = search;
  const type = TYPES.find((known) => known === search.type);
  const state = STATES.find((known) => known === search.state);
  const reached = MILESTONES.find((known) => known === search.reached);
  return {
    ...(isId(campaign) && { campaign }),
    ...(isId(contact) && { contact }),
    ...(type && { type }),
    ...(state && { state }),
    ...(reached && { reached }),
    ...(typeof error === 'number' &&
      Number.isInteger(error) &&
      error >= -1000 &&
      error < 2 ** 31 && { error }),
    ...(isDay(from) && { from }),
    ...(isDay(until) && { until }),
  };
}

/** The question for the API. Days are the reader's own: from midnight to midnight where they are. */
export function filtersOfSearch(search: MessagesSearch) {
  return {
    ...(search.campaign && { campaign_id: search.campaign }),
    ...(search.contact && { contact_id: search.contact }),
    ...(search.type && { type: search.type }),
    ...(search.state && { state: search.state }),
    ...(search.reached && { reached: search.reached }),
    ...(search.error !== undefined && { error_code: search.error }),
    ...(search.from && { sent_from: startOfDay(search.from, 0) }),
    ...(search.until && { sent_until: startOfDay(search.until, 1) }),
  };
}

/** The first moment of a day, or of the one `later` days after it, in the reader's time zone. */
export function startOfDay(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
