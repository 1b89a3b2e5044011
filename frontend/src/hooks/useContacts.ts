import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { draftContact, patchContact } from '@/lib/contact-fields';
import { change, create, remove } from '@/lib/optimistic/changes';
import type { PendingChanges } from '@/lib/optimistic/pending';
import { readBeside, useProjection } from '@/lib/optimistic/read';
import type { Contact, ContactFilters, ContactPage, ContactPages } from '@/lib/optimistic/types';
import {
  type OptimisticOptions,
  patience,
  useOptimisticMutation,
} from '@/lib/optimistic/useOptimisticMutation';
import { pagesQuery } from '@/lib/pages';
import { keys } from '@/lib/query-keys';

export type { Contact, ContactFilters, ContactPage } from '@/lib/optimistic/types';
export { type BulkProgress, type Chosen, useBulkCategories, useBulkDelete } from './useBulk';

export const CONTACTS_PER_PAGE = 100;

/** Pages of the contacts of a filter; `total` of a page is null where the server does not count it. */
export const contactsQuery = (filters: ContactFilters) =>
  pagesQuery(
    keys.contacts.list(filters),
    (place, context): Promise<ContactPage> =>
      readBeside(context, () =>
        unwrap(
          api.GET('/api/contacts', {
            params: { query: { ...filters, limit: CONTACTS_PER_PAGE, ...place } },
            signal: context.signal,
          }),
        ),
      ),
  );

export const contactCountsQuery = queryOptions({
  queryKey: keys.contacts.counts,
  queryFn: (context) =>
    readBeside(context, () => unwrap(api.GET('/api/contacts/counts', { signal: context.signal }))),
});

export const contactQuery = (id: number) =>
  queryOptions({
    queryKey: keys.contacts.detail(id),
    queryFn: (context): Promise<Contact> =>
      readBeside(context, () =>
        unwrap(
          api.GET('/api/contacts/{contact_id}', {
            params: { path: { contact_id: id } },
            signal: context.signal,
          }),
        ),
      ),
  });

/** Messages to a contact and what the contact did, the newest first. */
export const contactTimelineQuery = (id: number) =>
  pagesQuery(keys.contacts.timeline(id), (place, { signal }) =>
    unwrap(
      api.GET('/api/contacts/{contact_id}/timeline', {
        params: { path: { contact_id: id }, query: place },
        signal,
      }),
    ),
  );

/** The old rows stay on screen while those of a new filter are on their way (`isPlaceholderData`). */
export function useContacts(filters: ContactFilters) {
  const query = contactsQuery(filters);
  const select = useProjection<ContactPages>(query.queryKey);
  return useInfiniteQuery({ ...query, placeholderData: keepPreviousData, select });
}

/** How many contacts a filter means: told by the pages, else counted beside them; null until that is known. */
export function useMatchingTotal(filters: ContactFilters): number | null {
  const contacts = useContacts(filters);
  const { sort: _, ...filter } = filters;
  const page = contacts.isPlaceholderData ? undefined : contacts.data?.pages[0];
  const counted = useQuery({
    queryKey: keys.contacts.matching(filter),
    queryFn: ({ signal }) => unwrap(api.GET('/api/contacts/matching', { params: { query: filter }, signal })),
    enabled: page !== undefined && page.total === null && page.next_cursor !== null,
    staleTime: 10_000,
  });
  if (!page) return null;
  return page.total ?? (page.next_cursor === null ? page.items.length : (counted.data?.count ?? null));
}

export function useContactCounts() {
  const select = useProjection<Schemas['ContactCounts']>(keys.contacts.counts);
  return useQuery({ ...contactCountsQuery, select });
}
export function useContact(id: number) {
  const select = useProjection<Contact>(keys.contacts.detail(id));
  return useQuery({ ...contactQuery(id), select });
}
export const useContactTimeline = (id: number) => useInfiniteQuery(contactTimelineQuery(id));

/*
 * The changes below are on screen at once, in every list, count and page that shows them, marked `pending` until
 * the server has answered. A refusal takes them back and is said in a notification, or, with `notify: false`, by
 * whoever asked (`onError` of `mutate`, or `mutateAsync`).
 */

export function useCreateContact({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (request: Schemas['NewContact']) => create<Contact>('contact', draftContact(request)),
    send: async (request, pending): Promise<Contact> =>
      unwrap(api.POST('/api/contacts', { body: await nameCategories(request, pending), signal: patience() })),
    read: (contact) => contact,
    refused: 'create_contact',
    notify,
  });
}

export function useUpdateContact({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (request: { id: number; change: Schemas['ContactPatch'] }) =>
      change<Contact>('contact', [request.id], (contact) => patchContact(contact, request.change)),
    send: ({ id, change: patch }, pending): Promise<Contact> =>
      sendFor(pending, id, async (contact_id) =>
        unwrap(
          api.PATCH('/api/contacts/{contact_id}', {
            params: { path: { contact_id } },
            body: await nameCategories(patch, pending),
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
    plan: (id: number) => remove('contact', id),
    send: (id, pending) =>
      sendFor(pending, id, (contact_id) =>
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
  /** What the person said or signed. */
  words?: string | null;
  /** Where. */
  source?: string | null;
}

export function useOptOut({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ id, reason }: OptChoice) =>
      planChoice(id, { opted_out_at: new Date().toISOString(), opted_out_reason: reason ?? OPERATOR }),
    send: ({ id, reason, words, source }, pending): Promise<Contact> =>
      sendFor(pending, id, (contact_id) =>
        unwrap(
          api.POST('/api/contacts/{contact_id}/opt-out', {
            params: { path: { contact_id } },
            body: { reason: reason ?? OPERATOR, words: words ?? null, source: source ?? null },
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
    send: ({ id, reason, words, source }, pending): Promise<Contact> =>
      sendFor(pending, id, (contact_id) =>
        unwrap(
          api.POST('/api/contacts/{contact_id}/opt-in', {
            params: { path: { contact_id } },
            body: { reason: reason ?? OPERATOR, words: words ?? null, source: source ?? null },
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
  // Who has opted out already stays so since then.
  return change<Contact>('contact', [id], (contact) =>
    choice.opted_out_at && contact.opted_out_at ? contact : { ...contact, ...choice },
  );
}

/** When the contact has an id, and after what was sent for the same contact before. */
export async function sendFor<T>(
  pending: PendingChanges,
  id: number,
  send: (id: number) => Promise<T>,
): Promise<T> {
  const known = pending.names.find(id);
  return pending.turns.take([`contact ${known}`], async () => send(await pending.names.await(known)));
}

/** Categories that were just created are known to the server by other ids. */
async function nameCategories<Request extends { category_ids?: number[] | null }>(
  request: Request,
  pending: PendingChanges,
): Promise<Request> {
  if (!request.category_ids) return request;
  return {
    ...request,
    category_ids: await Promise.all(request.category_ids.map((id) => pending.names.await(id))),
  };
}
