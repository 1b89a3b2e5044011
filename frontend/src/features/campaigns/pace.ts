import type { Schemas } from '@/lib/api/client';
import { readCount } from './people';

/** How much of a campaign had been handed to Meta at a moment of the reader's clock. */
export interface PaceSample {
  atMs: number;
  /** Messages of both types that have left, whatever became of them. */
  done: number;
}

const PACE_WINDOW_MS = 10_000;
const SHORTEST_MS = 1500;

type States = Schemas['CampaignStats']['message_1'];

const total = (states: States): number => Object.values(states).reduce((sum: number, n) => sum + n, 0);
const waiting = (states: States): number => readCount(states, 'pending') + readCount(states, 'sending');

/** Messages of both types that still wait to be sent. */
export const countLeft = (stats: Schemas['CampaignStats']): number =>
  waiting(stats.message_1) + waiting(stats.message_2);

/** Messages of both types that have left. What was cancelled never did, so it is no work done. */
export function countDone(stats: Schemas['CampaignStats']): number {
  return [stats.message_1, stats.message_2].reduce(
    (sum, states) => sum + total(states) - waiting(states) - readCount(states, 'cancelled'),
    0,
  );
}

/** Per cent of Message 1 that waits no more. Replies add to Message 2 all the time: counted in, it would go back. */
export function progressOf({ message_1: states }: Schemas['CampaignStats']): number {
  const all = total(states);
  return all > 0 ? (100 * (all - waiting(states))) / all : 0;
}

/**
 * The samples with a new one, as short as the rate needs: those of the window and the last before it. A
 * retry takes messages back into the queue; what was measured before it says nothing any more.
 */
export function addSample(samples: readonly PaceSample[], sample: PaceSample): PaceSample[] {
  const last = samples.at(-1);
  if (last && sample.done < last.done) return [sample];
  const from = sample.atMs - PACE_WINDOW_MS;
  const firstInside = samples.findIndex(({ atMs }) => atMs > from);
  if (firstInside < 0) return last ? [last, sample] : [sample];
  return [...samples.slice(Math.max(0, firstInside - 1)), sample];
}

/** Messages per second over the last ten seconds; null while too little was seen to tell. */
export function measureRate(samples: readonly PaceSample[], nowMs: number): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  const from = nowMs - PACE_WINDOW_MS;
  // The counts stay as they are between two samples: at the window's start stood what the last one before it said.
  const before = samples.findLast(({ atMs }) => atMs <= from);
  const base = before ? { atMs: from, done: before.done } : samples[0];
  if (!base || nowMs - base.atMs < SHORTEST_MS) return null;
  return Math.max(0, last.done - base.done) / ((nowMs - base.atMs) / 1000);
}

/** Seconds until nothing waits any more; null where nothing moves. `known` is the rate that was set. */
export function estimateSecondsLeft(
  left: number,
  measured: number | null,
  known: number | null,
): number | null {
  if (left <= 0) return 0;
  const rate = measured && measured > 0 ? measured : known;
  return rate && rate > 0 ? left / rate : null;
}

/** The slowest of the rates that are set: of the campaign, of the number, of a number that Meta slows down. */
export function knownRate(...rates: (number | null | undefined)[]): number | null {
  const set = rates.filter((rate): rate is number => typeof rate === 'number' && rate > 0);
  return set.length > 0 ? Math.min(...set) : null;
}
