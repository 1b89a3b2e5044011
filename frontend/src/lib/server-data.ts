import type { QueryClient, QueryKey } from '@tanstack/react-query';

type Write = (key: QueryKey, data: unknown) => void;

const writers = new WeakMap<QueryClient, Write>();

/** Who shows changes before the server has answered decides what of the server's news can be shown beside them. */
export function takeOverWrites(client: QueryClient, write: Write): void {
  writers.set(client, write);
}

/**
 * Put what the server said unasked into the cache, where it was asked before or not. Changes that are on their
 * way stay in view: see `lib/optimistic/log.ts`, which is loaded with the first page that can make one.
 */
export function writeServerData(client: QueryClient, key: QueryKey, data: unknown): void {
  const write = writers.get(client);
  if (write) write(key, data);
  else client.setQueryData(key, data);
}
