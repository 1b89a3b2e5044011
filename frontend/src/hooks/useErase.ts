import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

/** Erases a person for good. Nothing is shown before the server has answered: it cannot be taken back. */
export function useErase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(api.POST('/api/contacts/{contact_id}/erase', { params: { path: { contact_id: id } } })),
    onSuccess: () => {
      for (const queryKey of [keys.contacts.all, keys.categories.all, keys.stats.dashboard]) {
        void client.invalidateQueries({ queryKey, refetchType: 'inactive' });
      }
    },
  });
}
