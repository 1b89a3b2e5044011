import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { draftContact, fieldsOfPatch, patchContact } from '@/lib/optimistic/changes';
import type { OptimisticLog } from '@/lib/optimistic/log';
import type { Contact, ContactFilters, ContactPage } from '@/lib/optimistic/nouns';
import { patience } from '@/lib/optimistic/patience';
import { type OptimisticOptions, useOptimisticMutation } from '@/lib/optimistic/useOptimisticMutation';
import { keys } from '@/lib/query-keys';

export type { Contact, ContactFilters, ContactPage } from '@/lib/optimistic/nouns';
export { type BulkProgress, type Chosen, useBulkCategories, useBulkDelete } from './useBulk';

export const CONTACTS_PER_PAGE = 100;

/** Pages of the contacts of a filter; `total` of a page is null where the server does not count it. */
export const contactsQuery = (filters: ContactFilters) =>
  infiniteQueryOptions({
    queryKey: keys.contacts.list(filters),
    queryFn: ({ pageParam, signal }): Promise<ContactPage> =>
      unwrap(
        api.GET('/api/contacts', {
          params: {
            query: { ...filters, limit: CONTACTS_PER_PAGE, ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const contactCountsQuery = queryOptions({
  queryKey: keys.contacts.counts,
  queryFn: ({ signal }) => unwrap(api.GET('/api/contacts/counts', { signal })),
});

export const contactQuery = (id: number) =>
  queryOptions({
    queryKey: keys.contacts.detail(id),
    queryFn: ({ signal }): Promise<Contact> =>
      unwrap(api.GET('/api/contacts/{contact_id}', { params: { path: { contact_id: id } }, signal })),
  });

/** Messages to a contact and what the contact did, the newest first. */
export const contactTimelineQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: keys.contacts.timeline(id),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/contacts/{contact_id}/timeline', {
          params: { path: { contact_id: id }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** The old rows stay on screen while those of a new filter are on their way (`isPlaceholderData`). */
export const useContacts = (filters: ContactFilters) =>
  useInfiniteQuery({ ...contactsQuery(filters), placeholderData: keepPreviousData });
export const useContactCounts = () => useQuery(contactCountsQuery);
export const useContact = (id: number) => useQuery(contactQuery(id));
export const useContactTimeline = (id: number) => useInfiniteQuery(contactTimelineQuery(id));

/*
 * The changes below are on screen at once, in every list, count and page that shows them, marked `pending` until
 * the server has answered. A refusal takes them back and is said in a notification, or, with `notify: false`, by
 * whoever asked (`onError` of `mutate`, or `mutateAsync`).
 */

export function useCreateContact({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (wish: Schemas['NewContact']) => ({ kind: 'create-contact', contact: draftContact(wish) }),
    send: async (wish, log): Promise<Contact> =>
      unwrap(api.POST('/api/contacts', { body: await nameCategories(wish, log), signal: patience() })),
    read: (contact) => contact,
    refused: 'create_contact',
    notify,
  });
}

export function useUpdateContact({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ id, change }: { id: number; change: Schemas['ContactPatch'] }) => ({
      kind: 'change-contacts',
      ids: [id],
      fields: fieldsOfPatch(change),
      apply: (contact) => patchContact(contact, change),
    }),
    send: ({ id, change }, log): Promise<Contact> =>
      sendFor(log, id, async (contact_id) =>
        unwrap(
          api.PATCH('/api/contacts/{contact_id}', {
            params: { path: { contact_id } },
            body: await nameCategories(change, log),
            signal: patience(),
          }),
        ),
      ),
    read: (contact) => contact,
    refused: 'change_contact',
    notify,
  });
}

export function useDeleteContact({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (id: number) => ({ kind: 'delete-contact', id }),
    send: (id, log) =>
      sendFor(log, id, (contact_id) =>
        unwrap(
          api.DELETE('/api/contacts/{contact_id}', { params: { path: { contact_id } }, signal: patience() }),
        ),
      ),
    read: () => null,
    refused: 'delete_contact',
    notify,
  });
}

/** Why somebody wants no more messages, or wants them again; `operator` when nothing is said. */
export interface OptChoice {
  id: number;
  reason?: string;
}

export function useOptOut({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ id, reason }: OptChoice) =>
      planChoice(id, { opted_out_at: new Date().toISOString(), opted_out_reason: reason ?? OPERATOR }),
    send: ({ id, reason }, log): Promise<Contact> =>
      sendFor(log, id, (contact_id) =>
        unwrap(
          api.POST('/api/contacts/{contact_id}/opt-out', {
            params: { path: { contact_id } },
            body: { reason: reason ?? OPERATOR },
            signal: patience(),
          }),
        ),
      ),
    read: (contact) => contact,
    refused: 'change_contact',
    notify,
  });
}

export function useOptIn({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ id }: OptChoice) => planChoice(id, { opted_out_at: null, opted_out_reason: null }),
    send: ({ id, reason }, log): Promise<Contact> =>
      sendFor(log, id, (contact_id) =>
        unwrap(
          api.POST('/api/contacts/{contact_id}/opt-in', {
            params: { path: { contact_id } },
            body: { reason: reason ?? OPERATOR },
            signal: patience(),
          }),
        ),
      ),
    read: (contact) => contact,
    refused: 'change_contact',
    notify,
  });
}

const OPERATOR = 'operator';

function planChoice(id: number, choice: Pick<Contact, 'opted_out_at' | 'opted_out_reason'>) {
  return {
    kind: 'change-contacts' as const,
    ids: [id],
    fields: new Set(['opted_out'] as const),
    // Who has opted out already stays so since then.
    apply: (contact: Contact): Contact =>
      choice.opted_out_at && contact.opted_out_at ? contact : { ...contact, ...choice },
  };
}

/** When the contact has an id, and after what was sent for the same contact before. */
export async function sendFor<T>(
  log: OptimisticLog,
  id: number,
  send: (id: number) => Promise<T>,
): Promise<T> {
  const known = log.realId(id);
  return log.inTurn([`contact ${known}`], async () => send(await log.awaitId(known)));
}

/** Categories that were just created are known to the server by other ids. */
async function nameCategories<Wish extends { category_ids?: number[] | null }>(
  wish: Wish,
  log: OptimisticLog,
): Promise<Wish> {
  if (!wish.category_ids) return wish;
  return { ...wish, category_ids: await Promise.all(wish.category_ids.map((id) => log.awaitId(id))) };
}
