import type { Schemas } from '@/lib/api/client';

/** Per cent of a number's limit of today from which the navigation shows it. */
const SHOWN_FROM = 75;

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

/** Alerts that say that nothing at all leaves. */
const HALTS: ReadonlySet<string> = new Set([
  'restored_unanswered',
  'restored_settling',
  'redis_down',
  'token_refused',
]);

/** The alert that says that nothing leaves; the worst, where there are several. */
export function findHalt<Alert extends Pick<Schemas['AlertAnswer'], 'code'>>(
  alerts: readonly Alert[] | undefined,
): Alert | undefined {
  return alerts?.find(({ code }) => HALTS.has(code));
}

type Level = Schemas['MonitoringStats']['alert_level'];

/** How everything is in one word: the limits of the numbers, or what the alerts say where that is worse. */
export type Verdict = Level | 'halted' | 'critical' | 'warning';

const RANKS: Record<Verdict, number> = {
  ok: 0,
  warning: 1,
  attention: 2,
  danger: 3,
  critical: 4,
  blocked: 5,
  halted: 6,
};

/** The worst of a level and the alerts; null while the alerts are not known and nothing bad is. */
export function judge(
  level: Level,
  alerts: readonly Pick<Schemas['AlertAnswer'], 'code' | 'severity'>[] | undefined,
): Verdict | null {
  if (!alerts) return level === 'ok' ? null : level;
  const words = alerts.flatMap(({ severity }): Verdict[] => (severity === 'info' ? [] : [severity]));
  if (findHalt(alerts)) words.push('halted');
  return words.reduce<Verdict>((worst, word) => (RANKS[word] > RANKS[worst] ? word : worst), level);
}

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
