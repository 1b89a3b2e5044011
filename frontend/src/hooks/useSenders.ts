import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

export type Sender = Schemas['SenderBody'];

/** All business numbers, the oldest first, with the blocks that stand now. */
const sendersQuery = queryOptions({
  queryKey: keys.senders.list,
  queryFn: ({ signal }) => unwrap(api.GET('/api/senders', { signal })),
});

export const useSenders = () => useQuery(sendersQuery);

/** Set how fast a number sends, in messages per second; null is the installation's own rate. */
export function useSetSenderRate() {
  const replace = useReplaceSender();
  return useMutation({
    mutationFn: ({ id, ratePerS }: { id: number; ratePerS: number | null }) =>
      unwrap(
        api.PATCH('/api/senders/{sender_id}', {
          params: { path: { sender_id: id } },
          body: { rate_per_s: ratePerS },
        }),
      ),
    onSuccess: replace,
  });
}

/** Let a number and its account send again: somebody has mended the cause. */
export function useUnblockSender() {
  const client = useQueryClient();
  const replace = useReplaceSender();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(api.POST('/api/senders/{sender_id}/unblock', { params: { path: { sender_id: id } } })),
    onSuccess: async (sender) => {
      replace(sender);
      // Other numbers of the same account are free again too, and so may be the alerts.
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.senders.all }),
        client.invalidateQueries({ queryKey: keys.monitoring.stats }),
        client.invalidateQueries({ queryKey: keys.monitoring.alerts }),
      ]);
    },
  });
}

function useReplaceSender() {
  const client = useQueryClient();
  return (sender: Sender) =>
    client.setQueryData(sendersQuery.queryKey, (list) =>
      list ? { ...list, items: list.items.map((item) => (item.id === sender.id ? sender : item)) } : list,
    );
}
