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
export type CampaignRequest = Schemas['NewCampaign'];

/** It looks at every contact of the categories: fresh enough for a moment, and not kept long. */
const FRESH_MS = 15_000;
const KEPT_MS = 60_000;

/** What a campaign would do if it started now, saved or not. */
const preflightQuery = (request: CampaignRequest) =>
  queryOptions({
    queryKey: keys.campaigns.preflight(request),
    queryFn: ({ signal }): Promise<Preflight> =>
      unwrap(api.POST('/api/campaigns/preflight', { body: request, signal })),
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
  });

const NOTHING: CampaignRequest = {
  name: '',
  category_ids: [],
  template: { name: '', language: '', buttons: {} },
  variables: {},
  skip_unreachable: false,
  consent_only: false,
  force: false,
};

/** The report for a request; none is asked for while it is null. The last one stays while a new one is made. */
export const usePreflight = (request: CampaignRequest | null) =>
  useQuery({
    ...preflightQuery(request ?? NOTHING),
    enabled: request !== null,
    placeholderData: keepPreviousData,
  });

const TESTS = ['campaigns', 'test'] as const;

interface SendTestRequest {
  campaignId: number;
  phone: string;
}

/** Send both messages of a saved campaign to one number of the team, counted nowhere. */
export function useTryCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: TESTS,
    mutationFn: ({ campaignId, phone }: SendTestRequest): Promise<Schemas['SendTestAnswer']> =>
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
export function useLastTest(campaignId: number | null): Schemas['SendTestAnswer'] | null {
  const tests = useMutationState({
    filters: { mutationKey: TESTS, status: 'success' },
    select: ({ state }) => ({
      campaignId: (state.variables as SendTestRequest | undefined)?.campaignId, // of TESTS only
      answer: state.data as Schemas['SendTestAnswer'] | undefined, // of TESTS only
    }),
  });
  return tests.findLast((test) => test.campaignId === campaignId)?.answer ?? null;
}
