import type { Schemas } from '@/lib/api/client';

/** Per cent of a number's limit of today from which the navigation shows it. */
export const SHOWN_FROM = 75;

/** The largest share of a limit that any number has used, in per cent; null while all are below 75. */
export function findUsedToShow(stats: Schemas['MonitoringStats'] | undefined): number | null {
  const used = Math.max(0, ...(stats?.items ?? []).map((sender) => sender.used ?? 0));
  return used >= SHOWN_FROM ? used : null;
}

/** Alerts of a restored or copied database: a banner tells, and the page of the database says what to do. */
export const OF_A_RESTORE: ReadonlySet<string> = new Set([
  'restored_unanswered',
  'restored_settling',
  'campaign_restored',
]);

/** What makes an alert the same from one reading to the next. */
export function identify(alert: Pick<Schemas['AlertAnswer'], 'code' | 'subject'>): string {
  return `${alert.code} ${alert.subject}`;
}

/** Which alerts began and which ended between two readings; none when there was no reading before. */
export function compareAlerts<Alert extends Pick<Schemas['AlertAnswer'], 'code' | 'subject'>>(
  before: readonly Alert[] | undefined,
  now: readonly Alert[],
): { begun: Alert[]; ended: Alert[] } {
  if (!before) return { begun: [], ended: [] };
  const known = new Set(before.map(identify));
  const present = new Set(now.map(identify));
  return {
    begun: now.filter((alert) => !known.has(identify(alert))),
    ended: before.filter((alert) => !present.has(identify(alert))),
  };
}
