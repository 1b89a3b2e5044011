import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

export type RestoredQuestion = Schemas['RestoredQuestion'];
export type Answer = Schemas['RestoredAnswer']['answer'];

const AT_WORK_EVERY_MS = 2_000;
const ASKED_EVERY_MS = 15_000;

/** Whether the database went back, what is known of it, and what was answered. Asked again until it is settled. */
const restoredQuery = queryOptions({
  queryKey: keys.restored,
  queryFn: ({ signal }) => unwrap(api.GET('/api/installation/restored', { signal })),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data ? everyMs(state.data.state) : false),
});

function everyMs(state: RestoredQuestion['state']): number | false {
  if (state === 'reading' || state === 'settling') return AT_WORK_EVERY_MS;
  // Somebody else may answer, or a command read more logs.
  return state === 'asked' ? ASKED_EVERY_MS : false;
}

/** The question; when it is settled on screen, whatever shows campaigns and messages is read again. */
export function useRestored() {
  const client = useQueryClient();
  const query = useQuery(restoredQuery);
  const state = query.data?.state;
  const before = useRef(state);
  useEffect(() => {
    if (state === 'settled' && before.current && before.current !== 'settled') {
      for (const key of [keys.campaigns.all, keys.messages.all, keys.stats.all, keys.monitoring.all]) {
        void client.invalidateQueries({ queryKey: key });
      }
    }
    before.current = state;
  }, [state, client]);
  return query;
}

/** Say which it is. The first answer counts. */
export function useAnswerRestored() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: Answer) => unwrap(api.POST('/api/installation/restored', { body: { answer } })),
    onSuccess: (question) => client.setQueryData(keys.restored, question),
    // Refused, somebody else was quicker.
    onError: () => client.invalidateQueries({ queryKey: keys.restored }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.monitoring.alerts }),
  });
}
