import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { cleanName, fileContact } from '@/lib/contact-fields';
import { change, create, remove } from '@/lib/optimistic/changes';
import { readBeside, useProjection } from '@/lib/optimistic/read';
import type { Category, CategoryList, Contact } from '@/lib/optimistic/types';
import {
  type OptimisticOptions,
  patience,
  useOptimisticMutation,
} from '@/lib/optimistic/useOptimisticMutation';
import { keys } from '@/lib/query-keys';
import { sendFor } from './useContacts';

export type { Category, CategoryList } from '@/lib/optimistic/types';

/** All categories by name, each with the number of its contacts: one answer has them all. */
export const categoriesQuery = queryOptions({
  queryKey: keys.categories.list,
  queryFn: (context): Promise<CategoryList> =>
    readBeside(context, () => unwrap(api.GET('/api/categories', { signal: context.signal }))),
});

export function useCategories() {
  const select = useProjection<CategoryList>(keys.categories.list);
  return useQuery({ ...categoriesQuery, select });
}

/** One of the categories; null when there is none of that id. */
export function useCategory(id: number) {
  const project = useProjection<CategoryList>(keys.categories.list);
  return useQuery({
    ...categoriesQuery,
    select: (list): Category | null => project(list).items.find((category) => category.id === id) ?? null,
  });
}

/** What a new category looks like until the server has given it a colour. */
const NO_COLOR = '#868e96';

/* As those of contacts, the changes below are on screen at once and go when they are refused. */

export function useCreateCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (request: Schemas['NewCategory']) =>
      create<Category>('category', {
        name: cleanName(request.name),
        color: request.color?.toLowerCase() ?? NO_COLOR,
        contact_count: 0,
      }),
    send: (body): Promise<Category> => unwrap(api.POST('/api/categories', { body, signal: patience() })),
    read: (category) => category,
    refused: 'create_category',
    notify,
  });
}

export function useUpdateCategory({ notify = true }: OptimisticOptions = {}) {
  return useOptimisticMutation({
    plan: (request: { id: number; change: Schemas['CategoryReplacement'] }) =>
      change<Category>('category', [request.id], (category) => ({
        ...category,
        name: cleanName(request.change.name),
        color: request.change.color?.toLowerCase() ?? category.color,
      })),
    send: ({ id, change: body }, pending): Promise<Category> =>
      pending.turns.take([`category ${pending.names.find(id)}`], async () =>
        unwrap(
          api.PUT('/api/categories/{category_id}', {
            params: { path: { category_id: await pending.names.await(id) } },
            body,
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
    plan: (id: number) => remove('category', id),
    send: (id, pending) =>
      pending.turns.take([`category ${pending.names.find(id)}`], async () =>
        unwrap(
          api.DELETE('/api/categories/{category_id}', {
            params: { path: { category_id: await pending.names.await(id) } },
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
    plan: ({ categoryId, contactIds }: { categoryId: number; contactIds: number[] }) =>
      change<Contact>('contact', contactIds, (contact) => fileContact(contact, categoryId, 'add')),
    send: ({ categoryId, contactIds }, pending) =>
      pending.turns.take(
        contactIds.map((id) => `contact ${pending.names.find(id)}` as const),
        async () =>
          unwrap(
            api.POST('/api/categories/{category_id}/contacts', {
              params: { path: { category_id: await pending.names.await(categoryId) } },
              body: { ids: await Promise.all(contactIds.map((id) => pending.names.await(id))) },
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
    plan: ({ categoryId, contactId }: { categoryId: number; contactId: number }) =>
      change<Contact>('contact', [contactId], (contact) => fileContact(contact, categoryId, 'remove')),
    send: ({ categoryId, contactId }, pending) =>
      sendFor(pending, contactId, (contact_id) =>
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
