import { type QueryClient, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { Campaign, CampaignStatus } from '@/hooks/useCampaigns';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

/** What the server said of a campaign is on screen at once; its numbers and the lists are read again. */
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
export interface CampaignRequest {
  body: Schemas['NewCampaign'];
  idempotencyKey?: string;
}

const keyHeader = ({ idempotencyKey }: CampaignRequest) =>
  idempotencyKey ? { header: { 'Idempotency-Key': idempotencyKey } } : {};

/** Save a new campaign: a draft, or scheduled where it has a `scheduled_at`. */
export function useCreateCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: CampaignRequest): Promise<Campaign> =>
      unwrap(api.POST('/api/campaigns', { params: keyHeader(request), body: request.body })),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

/** Save a new campaign and start it, both or neither. */
export function useStartNewCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: CampaignRequest): Promise<Campaign> =>
      unwrap(api.POST('/api/campaigns/start', { params: keyHeader(request), body: request.body })),
    onSuccess: (campaign) => takeIn(client, campaign),
  });
}

/** Replace a campaign that has not started. */
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
const REQUESTED: Record<Command, CampaignStatus> = {
  start: 'preparing',
  pause: 'paused',
  resume: 'sending',
  stop: 'stopped',
};

interface CommandRequest {
  id: number;
  command: Command;
}

const COMMANDS = ['campaigns', 'command'] as const;

const sendCommand = ({ id, command }: CommandRequest): Promise<Campaign> => {
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

/** Start, pause, resume or stop a campaign; see `useRequestedStatuses` for what to show meanwhile. */
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
export function useRequestedStatuses(): ReadonlyMap<number, CampaignStatus> {
  const requests = useMutationState({
    filters: { mutationKey: COMMANDS, status: 'pending' },
    select: ({ state }) => state.variables as Partial<CommandRequest> | undefined, // of COMMANDS only
  });
  return new Map(
    requests.flatMap((request) =>
      request?.id ? [[request.id, REQUESTED[request.command ?? 'start']] as const] : [],
    ),
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
