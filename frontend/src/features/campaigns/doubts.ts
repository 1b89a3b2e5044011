import type { CampaignDoubts, DoubtsDecided, DoubtsOfType } from '@/hooks/useDoubts';

export const DECISIONS = ['wait', 'count_as_sent', 'send_again'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Why messages are left out of a decision, in the order in which it is told. */
const LEFT_OUT = ['settled', 'decided_before', 'window_closed', 'campaign_stopped'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What each decision means for how many; young ones are left to settle by themselves. */
export interface Stakes {
  /** How many are decided on. */
  ripe: number;
  /** How many may still settle by themselves. */
  young: number;
  /** How many people may get it twice at most, if it is sent again. */
  twice: number;
  /** How many cannot be sent again any more; null where that is not known of those decided on. */
  windowClosed: number | null;
}

export function readStakes(found: DoubtsOfType): Stakes {
  const young = found.messages - found.ripe;
  return {
    ripe: found.ripe,
    young,
    twice: Math.min(found.ripe, found.twice_if_sent_again),
    windowClosed: young === 0 ? found.window_closed : null,
  };
}

/** When the youngest have had their grace, by the server's clock; null where all have. */
export function ripeAt(doubts: CampaignDoubts, found: DoubtsOfType): string | null {
  if (found.ripe === found.messages || !doubts.read_at || !doubts.ripe_before) return null;
  const graceMs = Date.parse(doubts.read_at) - Date.parse(doubts.ripe_before);
  return new Date(Date.parse(found.newest_at) + graceMs).toISOString();
}

/** After which time the picture is worth reading again although no number has moved; null: none. */
export function refreshAfterMs(doubts: CampaignDoubts): number | null {
  const waits = doubts.items.flatMap((found) => {
    const ripe = ripeAt(doubts, found);
    if (ripe && doubts.read_at) return [Math.max(SOON_MS, Date.parse(ripe) - Date.parse(doubts.read_at))];
    return found.reasons.some(({ code }) => code === 'not_looked_at' || code === 'grace') ? [LATER_MS] : [];
  });
  return waits.length > 0 ? Math.min(...waits, MOST_MS) : null;
}

const SOON_MS = 3_000;
const LATER_MS = 20_000;
const MOST_MS = 300_000;

/** How many were left out of a decision and why, without reasons that held for none. */
export function listLeftOut(done: DoubtsDecided): { reason: LeftOut; count: number }[] {
  return LEFT_OUT.map((reason) => ({ reason, count: done.left_out[reason] })).filter(
    ({ count }) => count > 0,
  );
}
