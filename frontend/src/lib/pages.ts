import { infiniteQueryOptions, type QueryFunctionContext, type QueryKey } from '@tanstack/react-query';

/**
 * A list that is read page by page, each from the cursor that the one before it ended with. `read` takes what the
 * query of a request says of the place to go on from, nothing for the first page.
 */
export function pagesQuery<Page extends { next_cursor: string | null }, Key extends QueryKey>(
  queryKey: Key,
  read: (place: { cursor?: string }, context: QueryFunctionContext<Key, string | null>) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: (context) => read(context.pageParam ? { cursor: context.pageParam } : {}, context),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
