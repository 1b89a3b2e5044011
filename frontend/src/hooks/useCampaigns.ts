import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
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
export const campaignsQuery = (filters: CampaignFilters) =>
  infiniteQueryOptions({
    queryKey: keys.campaigns.list(filters),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/campaigns', {
          params: { query: { ...filters, limit: 50, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const campaignQuery = (id: number) =>
  queryOptions({
    queryKey: keys.campaigns.detail(id),
    queryFn: ({ signal }): Promise<Campaign> =>
      unwrap(api.GET('/api/campaigns/{campaign_id}', { params: { path: { campaign_id: id } }, signal })),
  });

/** How many reached what when; without a step the server chooses one that fits the age. */
export const campaignTimelineQuery = (id: number, step: TimelineStep | undefined) =>
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
export const campaignErrorsQuery = (id: number) =>
  queryOptions({
    queryKey: keys.campaigns.errors(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/errors', { params: { path: { campaign_id: id } }, signal }),
      ),
  });

/** Messages of a campaign with their contacts, the newest first. */
export const campaignMessagesQuery = (id: number, filters: CampaignMessageFilters) =>
  infiniteQueryOptions({
    queryKey: keys.campaigns.messages(id, filters),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/messages', {
          params: {
            path: { campaign_id: id },
            query: { ...filters, limit: 100, ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** What contacts did in answer to a campaign, the newest first. */
export const campaignInteractionsQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: keys.campaigns.interactions(id),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/campaigns/{campaign_id}/interactions', {
          params: {
            path: { campaign_id: id },
            query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

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

/** What the server said of a campaign is on screen at once; its numbers and the lists are read anew. */
async function takeIn(client: QueryClient, campaign: Campaign): Promise<void> {
  const { id } = campaign;
  // An older answer still on its way must not bring the old state back.
  await Promise.all([
    client.cancelQueries({ queryKey: keys.campaigns.detail(id) }),
    client.cancelQueries({ queryKey: keys.stats.campaign(id) }),
  ]);
  client.setQueryData(keys.campaigns.detail(id), campaign);
  client.setQueryData<Schemas['CampaignStats']>(keys.stats.campaign(id), (stats) =>
    stats ? { ...stats, status: campaign.status } : undefined,
  );
  void client.invalidateQueries({ queryKey: keys.stats.campaign(id) });
  void client.invalidateQueries({ queryKey: keys.campaigns.lists });
  void client.invalidateQueries({ queryKey: keys.stats.dashboard });
}

/** `idempotencyKey`: a request sent again with the same key makes no second campaign. */
export interface CampaignWish {
  body: Schemas['NewCampaign'];
  idempotencyKey?: string;
}

const keyHeader = ({ idempotencyKey }: CampaignWish) =>
  idempotencyKey ? { header: { 'Idempotency-Key': idempotencyKey } } : {};

/** Save a new campaign: a draft, or scheduled where it has a `scheduled_at`. */
export function useCreateCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: CampaignWish): Promise<Campaign> =>
      unwrap(api.POST('/api/campaigns', { params: keyHeader(wish), body: wish.body })),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

/** Save a new campaign and start it, both or neither. */
export function useStartNewCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: CampaignWish): Promise<Campaign> =>
      unwrap(api.POST('/api/campaigns/start', { params: keyHeader(wish), body: wish.body })),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

/** Say anew what a campaign is that has not started. */
export function useUpdateCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: number; body: Schemas['NewCampaign'] }): Promise<Campaign> =>
      unwrap(api.PUT('/api/campaigns/{campaign_id}', { params: { path: { campaign_id: id } }, body })),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

export type Command = 'start' | 'pause' | 'resume' | 'stop';

/** What a campaign is called while a command is on its way; an error takes it away again. */
const WISHED: Record<Command, CampaignStatus> = {
  start: 'preparing',
  pause: 'paused',
  resume: 'sending',
  stop: 'stopped',
};

interface CommandWish {
  id: number;
  command: Command;
}

const COMMANDS = ['campaigns', 'command'] as const;

const sendCommand = ({ id, command }: CommandWish): Promise<Campaign> => {
  const params = { path: { campaign_id: id } };
  switch (command) {
    case 'start':
      return unwrap(api.POST('/api/campaigns/{campaign_id}/start', { params }));
    case 'pause':
      return unwrap(api.POST('/api/campaigns/{campaign_id}/pause', { params }));
    case 'resume':
      return unwrap(api.POST('/api/campaigns/{campaign_id}/resume', { params }));
    case 'stop':
      return unwrap(api.POST('/api/campaigns/{campaign_id}/stop', { params }));
  }
};

/** Start, pause, resume or stop a campaign; see `useWishedStatuses` for what to show meanwhile. */
export function useCampaignCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: COMMANDS,
    mutationFn: sendCommand,
    onSuccess: (campaign) => takeIn(client, campaign),
    // A refusal says that what is on screen was not the state any more.
    onError: (_, { id }) => {
      void client.invalidateQueries({ queryKey: keys.campaigns.detail(id) });
      void client.invalidateQueries({ queryKey: keys.stats.campaign(id) });
      void client.invalidateQueries({ queryKey: keys.campaigns.lists });
    },
  });
}

/** Start a draft, or a scheduled campaign before its time. */
export function useStartCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: COMMANDS,
    mutationFn: ({ id }: { id: number }) => sendCommand({ id, command: 'start' }),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

/** The state that each campaign will have once the command under way is answered, by id. */
export function useWishedStatuses(): ReadonlyMap<number, CampaignStatus> {
  const wishes = useMutationState({
    filters: { mutationKey: COMMANDS, status: 'pending' },
    select: ({ state }) => state.variables as Partial<CommandWish> | undefined, // of COMMANDS only
  });
  return new Map(
    wishes.flatMap((wish) => (wish?.id ? [[wish.id, WISHED[wish.command ?? 'start']] as const] : [])),
  );
}

/** Send failed messages again that Meta never took and whose error allows it. */
export function useRetryFailed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(api.POST('/api/campaigns/{campaign_id}/retry', { params: { path: { campaign_id: id } } })),
    onSettled: (_, __, id) => {
      for (const key of [
        keys.campaigns.detail(id),
        keys.campaigns.errors(id),
        keys.campaigns.messages(id, {}),
        keys.campaigns.lists,
        keys.stats.campaign(id),
        keys.stats.dashboard,
      ]) {
        void client.invalidateQueries({ queryKey: key });
      }
    },
  });
}

/** Make a draft with everything of a campaign but its time and its numbers. */
export function useDuplicateCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number): Promise<Campaign> =>
      unwrap(api.POST('/api/campaigns/{campaign_id}/duplicate', { params: { path: { campaign_id: id } } })),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

/** Delete a campaign that does not run, with its messages. */
export function useDeleteCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(api.DELETE('/api/campaigns/{campaign_id}', { params: { path: { campaign_id: id } } })),
    onSuccess: (_, id) => {
      // Its page is still on screen for a moment and must not ask for what is gone.
      void client.invalidateQueries({ queryKey: keys.campaigns.detail(id), refetchType: 'none' });
      void client.invalidateQueries({ queryKey: keys.stats.campaign(id), refetchType: 'none' });
      void client.invalidateQueries({ queryKey: keys.campaigns.lists });
      void client.invalidateQueries({ queryKey: keys.messages.all });
      void client.invalidateQueries({ queryKey: keys.stats.dashboard });
    },
  });
}
