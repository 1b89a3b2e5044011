import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { pagesQuery } from '@/lib/pages';
import { keys } from '@/lib/query-keys';

export type Message = Schemas['MessageItem'];
export type MessageStory = Schemas['MessageDetail'];

/** What a list of messages is asked for; `sent_until` is not included. */
export interface MessageFilters {
  campaign_id?: number;
  contact_id?: number;
  type?: Schemas['MessageType'];
  state?: Schemas['State'];
  reached?: Schemas['Milestone'];
  error_code?: number;
  sent_from?: string;
  sent_until?: string;
}

/** Pages of messages, the newest first. A page may be empty and still have one after it. */
const messagesQuery = (filters: MessageFilters) =>
  pagesQuery(keys.messages.list(filters), (place, { signal }) =>
    unwrap(api.GET('/api/messages', { params: { query: { ...filters, limit: 100, ...place } }, signal })),
  );

/** One message with its story. */
const messageQuery = (id: number) =>
  queryOptions({
    queryKey: keys.messages.detail(id),
    queryFn: ({ signal }): Promise<MessageStory> =>
      unwrap(api.GET('/api/messages/{message_id}', { params: { path: { message_id: id } }, signal })),
  });

/** The old rows stay on screen while those of a new filter are on their way (`isPlaceholderData`). */
export const useMessages = (filters: MessageFilters) =>
  useInfiniteQuery({ ...messagesQuery(filters), placeholderData: keepPreviousData });
export const useMessage = (id: number) => useQuery(messageQuery(id));
