import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { readBeside, useProjection } from '@/lib/optimistic/read';
import { STATS_STALE_MS } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';

/** Everything the first page shows; the live stream keeps it fresh. */
export const dashboardQuery = queryOptions({
  queryKey: keys.stats.dashboard,
  queryFn: (context) =>
    readBeside(context, () => unwrap(api.GET('/api/dashboard/stats', { signal: context.signal }))),
  staleTime: STATS_STALE_MS,
});

/** Totals of all messages by type and state, and their rates. */
export const messageStatsQuery = queryOptions({
  queryKey: keys.stats.messages,
  queryFn: ({ signal }) => unwrap(api.GET('/api/messages/stats', { signal })),
  staleTime: STATS_STALE_MS,
});

/** The numbers of one campaign; written by the live stream while it runs. */
export const campaignStatsQuery = (id: number) =>
  queryOptions({
    queryKey: keys.stats.campaign(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/stats', { params: { path: { campaign_id: id } }, signal }),
      ),
    staleTime: STATS_STALE_MS,
  });

export function useDashboard() {
  const select = useProjection<Schemas['DashboardStats']>(keys.stats.dashboard);
  return useQuery({ ...dashboardQuery, select });
}
export const useMessageStats = () => useQuery(messageStatsQuery);
export const useCampaignStats = (id: number) => useQuery(campaignStatsQuery(id));
