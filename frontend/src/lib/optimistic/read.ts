import { hashKey, type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { pendingOf } from './pending';
import { isPages, projectView } from './views';

/**
 * What the server says, for certain: an answer that may know a change on its way or not is left alone, and what was
 * said before stays. When the change has ended, all is read again. A first answer is shown all the same, for there is
 * nothing else to show, unless a change has ended since it was asked for: then it is asked for again.
 */
export async function readBeside<Answer>(
  { client, queryKey, pageParam }: { client: QueryClient; queryKey: QueryKey; pageParam?: unknown },
  read: () => Promise<Answer>,
): Promise<Answer> {
  const pending = pendingOf(client);
  for (;;) {
    const { epoch } = pending;
    const before = client.getQueryData(queryKey);
    const answer = await read();
    const now = client.getQueryData(queryKey);
    // What is kept under a key is an answer to its question.
    const kept = keptAnswer(now, pageParam) as Answer | undefined;
    const isFirst = kept === undefined;
    // By the stream, or by a change that has been answered since.
    const isOvertaken = now !== before;
    if (!isOvertaken && pending.epoch === epoch && (isFirst || pending.isEmpty)) return answer;
    if (!isFirst && (isOvertaken || !pending.isEmpty)) return kept;
  }
}

function keptAnswer(data: unknown, pageParam: unknown): unknown {
  return isPages(data) ? data.pages[data.pageParams.indexOf(pageParam as string | null)] : data;
}

/** For the `select` of a query: the server's answer with the changes that are on their way. */
export function useProjection<Data>(key: QueryKey): (data: Data) => Data {
  const pending = pendingOf(useQueryClient());
  const steps = useSyncExternalStore(pending.subscribe, pending.getSteps);
  const hash = hashKey(key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is compared by its hash
  return useCallback((data: Data) => projectView(key, data, steps) as Data, [hash, steps]);
}
