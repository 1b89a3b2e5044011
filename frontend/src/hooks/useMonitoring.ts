import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { STATS_STALE_MS } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';

/** Today by sender, limits and alert level; written by the live stream. */
const monitoringStatsQuery = queryOptions({
  queryKey: keys.monitoring.stats,
  queryFn: ({ signal }) => unwrap(api.GET('/api/monitoring/stats', { signal })),
  staleTime: STATS_STALE_MS,
});

/** What is wrong now; written by the live stream. */
const alertsQuery = queryOptions({
  queryKey: keys.monitoring.alerts,
  queryFn: ({ signal }) => unwrap(api.GET('/api/monitoring/alerts', { signal })),
  staleTime: STATS_STALE_MS,
});

/** Processes, queue, intake and cache as they are now; written by the live stream. */
const systemQuery = queryOptions({
  queryKey: keys.monitoring.system,
  queryFn: ({ signal }) => unwrap(api.GET('/api/monitoring/system-status', { signal })),
  staleTime: STATS_STALE_MS,
});

/** The last days by sender, the oldest first, without holes. */
const historyQuery = (days: number) =>
  queryOptions({
    queryKey: keys.monitoring.history(days),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/monitoring/history', { params: { query: { days } }, signal })),
    placeholderData: keepPreviousData,
  });

/** Failures of the last days by Meta's code. */
const errorsQuery = (days: number) =>
  queryOptions({
    queryKey: keys.monitoring.errors(days),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/monitoring/errors', { params: { query: { days } }, signal })),
    placeholderData: keepPreviousData,
  });

/** Webhook items that could not be applied and wait for somebody to look at them; the latest fifty. */
const parkedQuery = queryOptions({
  queryKey: keys.monitoring.parked,
  queryFn: ({ signal }) =>
    unwrap(api.GET('/api/webhooks/parked', { params: { query: { open_only: true, limit: 50 } }, signal })),
});

export const useMonitoringStats = () => useQuery(monitoringStatsQuery);
export const useAlerts = () => useQuery(alertsQuery);
export const useSystem = () => useQuery(systemQuery);
export const useHistory = (days: number) => useQuery(historyQuery(days));
export const useErrors = (days: number) => useQuery(errorsQuery(days));
export const useParked = () => useQuery(parkedQuery);

type Replayed = Schemas['ReplayAnswer'];

/** Apply a parked item again, or all of them (no id), however many requests that takes. */
export function useReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number | null) => (id === null ? replayAll() : replayOne(id)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.monitoring.all }),
  });
}

function replayOne(id: number): Promise<Replayed> {
  return unwrap(api.POST('/api/webhooks/parked/{parked_id}/replay', { params: { path: { parked_id: id } } }));
}

async function replayAll(): Promise<Replayed> {
  const all: Replayed = { replayed: 0, failed: 0, failures: [], continue_after: null };
  let after = 0;
  for (;;) {
    const some = await unwrap(api.POST('/api/webhooks/parked/replay', { body: { after_id: after } }));
    all.replayed += some.replayed;
    all.failed += some.failed;
    all.failures.push(...some.failures);
    if (some.continue_after === null) return all;
    after = some.continue_after;
  }
}
