import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/errors';
import { watchForSessionEnd } from '@/lib/session-end';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long figures count as fresh; live pages are fed by the stream in between. */
export const STATS_STALE_MS = 5 * MINUTE_MS;
export const STALE_MS = 2 * MINUTE_MS;
export const KEPT_MS = 10 * MINUTE_MS;

/** A client with the defaults of the app; tests make their own with it. `onError` hears of every refusal. */
export function createQueryClient(onError: (error: unknown) => void = () => {}): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        gcTime: KEPT_MS,
        // An answer that says what is wrong will say it again; only silence and 5xx are worth a second try.
        retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.isTemporary),
        retryDelay: (attempt) => Math.min(SECOND_MS * 2 ** attempt, 5 * SECOND_MS),
      },
      mutations: { retry: false },
    },
  });
}

export const queryClient: QueryClient = createQueryClient((error) => watchForSessionEnd(queryClient, error));
