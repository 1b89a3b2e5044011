import { type ContactFilters, useContacts } from '@/hooks/useContacts';

/** How many contacts match a filter: exactly where the server counts them or one page has them all. */
export function useMatching(filter: Omit<ContactFilters, 'sort'>) {
  const found = useContacts(filter);
  const page = found.isPlaceholderData ? undefined : found.data?.pages[0];
  const listed = page?.items.length ?? 0;
  const all = page && page.next_cursor === null ? listed : null;
  return {
    count: page?.total ?? all,
    /** At least so many, when the number itself is not known. */
    least: listed,
    isKnown: page !== undefined,
    isFetching: found.isPending || found.isPlaceholderData,
    error: found.isError && !page ? found.error : null,
    retry: () => void found.refetch(),
  };
}
