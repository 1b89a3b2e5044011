import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { cleanName, fileContact, nextTemporaryId } from '@/lib/optimistic/changes';
import type { Category, CategoryList } from '@/lib/optimistic/nouns';
import { patience } from '@/lib/optimistic/patience';
import { type OptimisticOptions, useOptimisticMutation } from '@/lib/optimistic/useOptimisticMutation';
import { keys } from '@/lib/query-keys';
import { sendFor } from './useContacts';

export type { Category, CategoryList } from '@/lib/optimistic/nouns';

/** All categories by name, each with the number of its contacts: one answer has them all. */
export const categoriesQuery = queryOptions({
  queryKey: keys.categories.list,
  queryFn: ({ signal }): Promise<CategoryList> => unwrap(api.GET('/api/categories', { signal })),
});

export const useCategories = () => useQuery(categoriesQuery);

/** One of the categories; null when there is none of that id. */
export const useCategory = (id: number) =>
  useQuery({
    ...categoriesQuery,
    select: ({ items }): Category | null => items.find((category) => category.id === id) ?? null,
  });

/** What a new category looks like until the server has given it a colour. */
const NO_COLOR = '#868e96';

/* As those of contacts, the changes below are on screen at once and go when they are refused. */

export function useCreateCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (wish: Schemas['NewCategory']) => ({
      kind: 'create-category',
      category: {
        id: nextTemporaryId(),
        name: cleanName(wish.name),
        color: wish.color?.toLowerCase() ?? NO_COLOR,
        contact_count: 0,
      },
    }),
    send: (body): Promise<Category> => unwrap(api.POST('/api/categories', { body, signal: patience() })),
    read: (category) => category,
    refused: 'create_category',
    notify,
  });
}

export function useUpdateCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ id, change }: { id: number; change: Schemas['CategoryReplacement'] }) => ({
      kind: 'change-category',
      id,
      apply: (category) => ({
        ...category,
        name: cleanName(change.name),
        color: change.color?.toLowerCase() ?? category.color,
      }),
    }),
    send: ({ id, change }, log): Promise<Category> =>
      log.inTurn([`category ${log.realId(id)}`], async () =>
        unwrap(
          api.PUT('/api/categories/{category_id}', {
            params: { path: { category_id: await log.awaitId(id) } },
            body: change,
            signal: patience(),
          }),
        ),
      ),
    read: (category) => category,
    refused: 'change_category',
    notify,
  });
}

/** Its contacts stay. Refused with `category_in_use` while a campaign uses it. */
export function useDeleteCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (id: number) => ({ kind: 'delete-category', id }),
    send: (id, log) =>
      log.inTurn([`category ${log.realId(id)}`], async () =>
        unwrap(
          api.DELETE('/api/categories/{category_id}', {
            params: { path: { category_id: await log.awaitId(id) } },
            signal: patience(),
          }),
        ),
      ),
    read: () => null,
    refused: 'delete_category',
    notify,
  });
}

/** File contacts that are on screen under a category; many more: `useBulkCategories`. */
export function useAddToCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ categoryId, contactIds }: { categoryId: number; contactIds: number[] }) => ({
      kind: 'change-contacts',
      ids: contactIds,
      fields: new Set(['category_ids'] as const),
      apply: (contact) => fileContact(contact, categoryId, 'add'),
    }),
    send: ({ categoryId, contactIds }, log) =>
      log.inTurn(
        contactIds.map((id) => `contact ${log.realId(id)}` as const),
        async () =>
          unwrap(
            api.POST('/api/categories/{category_id}/contacts', {
              params: { path: { category_id: await log.awaitId(categoryId) } },
              body: { ids: await Promise.all(contactIds.map((id) => log.awaitId(id))) },
              signal: patience(),
            }),
          ),
      ),
    read: () => null,
    refused: 'file_contacts',
    notify,
  });
}

export function useRemoveFromCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: ({ categoryId, contactId }: { categoryId: number; contactId: number }) => ({
      kind: 'change-contacts',
      ids: [contactId],
      fields: new Set(['category_ids'] as const),
      apply: (contact) => fileContact(contact, categoryId, 'remove'),
    }),
    send: ({ categoryId, contactId }, log) =>
      sendFor(log, contactId, (contact_id) =>
        unwrap(
          api.DELETE('/api/categories/{category_id}/contacts/{contact_id}', {
            params: { path: { category_id: categoryId, contact_id } },
            signal: patience(),
          }),
        ),
      ),
    read: () => null,
    refused: 'file_contacts',
    notify,
  });
}
