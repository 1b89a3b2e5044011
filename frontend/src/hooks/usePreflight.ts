import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

export type Preflight = Schemas['Preflight'];
export type CampaignWish = Schemas['NewCampaign'];

/** It looks at every contact of the categories: fresh enough for a moment, and not kept long. */
const FRESH_MS = 15_000;
const KEPT_MS = 60_000;

/** What a campaign would do if it started now, saved or not. */
const preflightQuery = (wish: CampaignWish) =>
  queryOptions({
    queryKey: keys.campaigns.preflight(wish),
    queryFn: ({ signal }): Promise<Preflight> =>
      unwrap(api.POST('/api/campaigns/preflight', { body: wish, signal })),
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
  });

const NOTHING: CampaignWish = {
  name: '',
  category_ids: [],
  template: { name: '', language: '', buttons: {} },
  variables: {},
  skip_unreachable: false,
  consent_only: false,
  force: false,
};

/** The report for a wish; none is asked for while it is null. The last one stays while a new one is made. */
export const usePreflight = (wish: CampaignWish | null) =>
  useQuery({
    ...preflightQuery(wish ?? NOTHING),
    enabled: wish !== null,
    placeholderData: keepPreviousData,
  });

const TRIALS = ['campaigns', 'trial'] as const;

interface TrialWish {
  campaignId: number;
  phone: string;
}

/** Send both messages of a saved campaign to one number of the team, counted nowhere. */
export function useTryCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: TRIALS,
    mutationFn: ({ campaignId, phone }: TrialWish): Promise<Schemas['TrialAnswer']> =>
      unwrap(
        api.POST('/api/campaigns/{campaign_id}/test', {
          params: { path: { campaign_id: campaignId } },
          body: { phone },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.messages.lists });
      // The number may be a contact that was not there before.
      void client.invalidateQueries({ queryKey: keys.contacts.all });
    },
  });
}

/** The newest test of a campaign since the app was opened, whoever sent it and from which page. */
export function useLastTrial(campaignId: number | null): Schemas['TrialAnswer'] | null {
  const trials = useMutationState({
    filters: { mutationKey: TRIALS, status: 'success' },
    select: ({ state }) => ({
      campaignId: (state.variables as TrialWish | undefined)?.campaignId, // of TRIALS only
      answer: state.data as Schemas['TrialAnswer'] | undefined, // of TRIALS only
    }),
  });
  return trials.findLast((trial) => trial.campaignId === campaignId)?.answer ?? null;
}
