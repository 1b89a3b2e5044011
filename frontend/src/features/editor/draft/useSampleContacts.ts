import { useQueries } from '@tanstack/react-query';
import type { Contact } from '@/hooks/useContacts';
import { api, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

const MOST_CATEGORIES = 3;
const PER_CATEGORY = 60;

/** Some contacts of the chosen categories: for previews, and for the names of the fields that they have. */
export function useSampleContacts(categoryIds: readonly number[]): Contact[] {
  return useQueries({
    queries: categoryIds.slice(0, MOST_CATEGORIES).map((id) => ({
      // Not one of the lists, which are paged.
      queryKey: [...keys.contacts.all, 'samples', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        unwrap(
          api.GET('/api/contacts', {
            params: { query: { category_id: id, opted_out: false, limit: PER_CATEGORY } },
            signal,
          }),
        ),
    })),
    combine: (answers) => [
      ...new Map(answers.flatMap(({ data }) => data?.items ?? []).map((item) => [item.id, item])).values(),
    ],
  });
}
