import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import type { ContactFilters } from '@/lib/optimistic/types';
import { keys } from '@/lib/query-keys';

/** Contacts of a bulk change: these ids, or all that match a filter. */
export type Chosen = { ids: number[] } | { filter: Omit<ContactFilters, 'sort'> };

/** How far a bulk change is: contacts gone through, and those that really changed. */
export interface BulkProgress {
  matched: number;
  changed: number;
}

type Report = (progress: BulkProgress) => void;

/** The ids of one request; the API takes 10,000. */
const IDS_PER_REQUEST = 1000;

/** File many contacts under a category, or take them out of it. */
export function useBulkCategories() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (request: {
      chosen: Chosen;
      action: 'add' | 'remove';
      categoryId: number;
      onProgress?: Report;
    }) =>
      runBulk(request.chosen, request.onProgress, (body) =>
        unwrap(
          api.POST('/api/contacts/bulk/categories', {
            body: { ...body, action: request.action, category_id: request.categoryId },
          }),
        ),
      ),
    onSettled: refresh,
  });
}

/** Delete many contacts, or erase them for good. */
export function useBulkDelete() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (request: { chosen: Chosen; erase: boolean; onProgress?: Report }) =>
      runBulk(request.chosen, request.onProgress, (body) =>
        unwrap(
          request.erase
            ? api.POST('/api/contacts/bulk/erase', { body })
            : api.POST('/api/contacts/bulk/delete', { body }),
        ),
      ),
    onSettled: refresh,
  });
}

/** Request after request until the server has no more. What was done before an error stays done. */
async function runBulk(
  chosen: Chosen,
  report: Report | undefined,
  send: (body: Schemas['Chosen']) => Promise<Schemas['BulkAnswer']>,
): Promise<BulkProgress> {
  const done: BulkProgress = { matched: 0, changed: 0 };
  const take = (answer: Schemas['BulkAnswer']) => {
    done.matched += answer.matched;
    done.changed += answer.changed;
    report?.({ ...done });
    return answer.next_cursor;
  };
  if ('ids' in chosen) {
    for (let from = 0; from < chosen.ids.length; from += IDS_PER_REQUEST) {
      take(await send({ ids: chosen.ids.slice(from, from + IDS_PER_REQUEST) }));
    }
    return done;
  }
  let cursor: string | null = null;
  do {
    cursor = take(await send({ filter: chosen.filter, ...(cursor && { cursor }) }));
  } while (cursor !== null);
  return done;
}

function useRefresh() {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [
      keys.contacts.lists,
      keys.contacts.details,
      keys.contacts.counts,
      keys.contacts.matchings,
      keys.categories.all,
      keys.stats.dashboard,
    ]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}
