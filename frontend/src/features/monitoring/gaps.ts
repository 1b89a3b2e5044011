import type { Schemas } from '@/lib/api/client';

type Gap = Schemas['Gap'];

/** Below that, a server that was off was restarted; as the alerts have it. */
const RESTART_MS = 60_000;
/** How long a gap makes the intake unwell, as the API has it, and a little for the way here. */
const UNWELL_MS = 310_000;

/**
 * What made the intake of webhooks unwell, by its gaps and the last sign of life of an API process. A server that was
 * off and listens again is no fault: Meta delivers again. `break`: none of the gaps that are listed, so a clean stop or
 * the time that a restored database has lost. `sick`: it refused, fell silent, or does not listen now.
 */
export function judgeGaps(
  gaps: readonly Gap[],
  { alive, last_heartbeat_at: heardAt }: Pick<Schemas['ProcessKind'], 'alive' | 'last_heartbeat_at'>,
): 'restarted' | 'was_away' | 'break' | 'sick' {
  if (alive === 0 || !heardAt) return 'sick';
  const recent = gaps.filter((gap) => Date.parse(gap.ended_at) > Date.parse(heardAt) - UNWELL_MS);
  if (recent.length === 0) return 'break';
  if (recent.some(({ reason }) => reason !== 'api_away')) return 'sick';
  const isShort = (gap: Gap) => Date.parse(gap.ended_at) - Date.parse(gap.began_at) < RESTART_MS;
  return recent.every(isShort) ? 'restarted' : 'was_away';
}
