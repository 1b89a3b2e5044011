import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { pagesQuery } from '@/lib/pages';
import { keys } from '@/lib/query-keys';

export type Campaign = Schemas['CampaignAnswer'];
export type CampaignItem = Schemas['CampaignItem'];
export type CampaignStatus =
  | 'draft'
  | 'scheduled'
  | 'preparing'
  | 'sending'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'stopped';

/** What a list of campaigns is asked for; what is left out asks nothing. */
export interface CampaignFilters {
  status?: CampaignStatus;
  q?: string;
}

/** Which messages of a campaign; `state` is where they are now, `reached` how far they ever got. */
export interface CampaignMessageFilters {
  type?: Schemas['MessageType'];
  state?: Schemas['State'];
  reached?: Schemas['Milestone'];
  error_code?: number;
}

export type TimelineStep = 'minute' | 'hour';

/** Pages of campaigns, the newest first. */
const campaignsQuery = (filters: CampaignFilters) =>
  pagesQuery(keys.campaigns.list(filters), (place, { signal }) =>
    unwrap(api.GET('/api/campaigns', { params: { query: { ...filters, limit: 50, ...place } }, signal })),
  );

export const campaignQuery = (id: number) =>
  queryOptions({
    queryKey: keys.campaigns.detail(id),
    queryFn: ({ signal }): Promise<Campaign> =>
      unwrap(api.GET('/api/campaigns/{campaign_id}', { params: { path: { campaign_id: id } }, signal })),
  });

/** How many reached what when; without a step the server chooses one that fits the age. */
const campaignTimelineQuery = (id: number, step: TimelineStep | undefined) =>
  queryOptions({
    queryKey: keys.campaigns.timeline(id, step ?? 'auto'),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/timeline', {
          params: { path: { campaign_id: id }, query: step ? { step } : {} },
          signal,
        }),
      ),
  });

/** What is failed now by Meta's code, and what was never sent by reason. */
const campaignErrorsQuery = (id: number) =>
  queryOptions({
    queryKey: keys.campaigns.errors(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/errors', { params: { path: { campaign_id: id } }, signal }),
      ),
  });

/** Messages of a campaign with their contacts, the newest first. */
const campaignMessagesQuery = (id: number, filters: CampaignMessageFilters) =>
  pagesQuery(keys.campaigns.messages(id, filters), (place, { signal }) =>
    unwrap(
      api.GET('/api/campaigns/{campaign_id}/messages', {
        params: { path: { campaign_id: id }, query: { ...filters, limit: 100, ...place } },
        signal,
      }),
    ),
  );

/** What contacts did in answer to a campaign, the newest first. */
const campaignInteractionsQuery = (id: number) =>
  pagesQuery(keys.campaigns.interactions(id), (place, { signal }) =>
    unwrap(
      api.GET('/api/campaigns/{campaign_id}/interactions', {
        params: { path: { campaign_id: id }, query: { limit: 50, ...place } },
        signal,
      }),
    ),
  );

/** The old rows stay on screen while those of a new filter are on their way (`isPlaceholderData`). */
export const useCampaigns = (filters: CampaignFilters) =>
  useInfiniteQuery({ ...campaignsQuery(filters), placeholderData: keepPreviousData });
/** `isWanted`: false asks nothing, where there may be none to ask for. */
export const useCampaign = (id: number, isWanted = true) =>
  useQuery({ ...campaignQuery(id), enabled: isWanted });
export const useCampaignTimeline = (id: number, step: TimelineStep | undefined) =>
  useQuery({ ...campaignTimelineQuery(id, step), placeholderData: keepPreviousData });
export const useCampaignErrors = (id: number) => useQuery(campaignErrorsQuery(id));
export const useCampaignMessages = (id: number, filters: CampaignMessageFilters) =>
  useInfiniteQuery(campaignMessagesQuery(id, filters));
export const useCampaignInteractions = (id: number) => useInfiniteQuery(campaignInteractionsQuery(id));
