import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

export type CampaignDoubts = Schemas['CampaignDoubts'];
export type DoubtsOfType = Schemas['DoubtsOfType'];
export type DoubtsDecided = Schemas['DoubtsDecided'];
export type DoubtsRequest = Schemas['DoubtsRequest'];

/** What is in doubt in a campaign, why, what each decision risks, and what was decided before. */
const campaignDoubtsQuery = (id: number) =>
  queryOptions({
    queryKey: keys.campaigns.doubts(id),
    queryFn: ({ signal }): Promise<CampaignDoubts> =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/doubts', { params: { path: { campaign_id: id } }, signal }),
      ),
  });

/** `isWanted`: false asks nothing, where the numbers say that nothing is in doubt. */
export const useCampaignDoubts = (id: number, isWanted: boolean) =>
  useQuery({ ...campaignDoubtsQuery(id), enabled: isWanted });

/** Decide on doubts of a campaign. Repeated, also by somebody else, it changes nothing. */
export function useDecideDoubts(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: DoubtsRequest) =>
      unwrap(
        api.POST('/api/campaigns/{campaign_id}/doubts', {
          params: { path: { campaign_id: id } },
          body: request,
        }),
      ),
    onSettled: () => {
      for (const key of [
        keys.campaigns.doubts(id),
        keys.campaigns.detail(id),
        keys.campaigns.messages(id, {}),
        keys.campaigns.lists,
        keys.stats.campaign(id),
        keys.stats.dashboard,
        keys.messages.all,
      ]) {
        void client.invalidateQueries({ queryKey: key });
      }
    },
  });
}
