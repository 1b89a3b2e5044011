import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import type { Contact } from '@/lib/optimistic/types';
import { keys } from '@/lib/query-keys';

export type Consent = Schemas['ConsentAnswer'];

/** When a contact gave and withdrew consent, the newest first. Asked again when the contact opts out or in. */
export const useConsents = ({ id, opted_out_at, pending }: Contact) =>
  useQuery({
    queryKey: [...keys.contacts.consents(id), opted_out_at, Boolean(pending)],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/contacts/{contact_id}/consents', { params: { path: { contact_id: id } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

/** Writes one down; a withdrawal also opts the contact out. */
export function useAddConsent(contactId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['NewConsent']) =>
      unwrap(
        api.POST('/api/contacts/{contact_id}/consents', {
          params: { path: { contact_id: contactId } },
          body,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.contacts.all }),
  });
}
