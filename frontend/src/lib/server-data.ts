import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';
import { pendingOf } from '@/lib/optimistic/pending';
import { isView } from '@/lib/optimistic/views';

/** How old a number pushed by the live stream can be when it arrives: its server reads about once a second. */
const PUSHED_AGE_MS = 3000;

/**
 * Put what the server said unasked into the cache, where it was asked before or not. The numbers in it may know a
 * change that is on its way, or was until a moment ago, or not: they stay as they are. So do they when an answer is
 * on its way that may be older (`readBeside`). A read, when it is certain, tells.
 */
export function writeServerData(client: QueryClient, key: QueryKey, data: unknown): void {
  const query = client.getQueryCache().find({ queryKey: key, exact: true });
  if (!isView({ queryKey: key })) client.setQueryData(key, data);
  else {
    const pending = pendingOf(client);
    const isDoubtful = !pending.isEmpty || Date.now() - pending.endedAtMs < PUSHED_AGE_MS;
    const isBeingRead = query !== undefined && query.state.fetchStatus !== 'idle';
    client.setQueryData(key, (shown: unknown) => (isDoubtful && shown ? keepCounts(shown, data) : data));
    if (isDoubtful || isBeingRead) readLater(client, key);
  }
}

/** The dashboard is the only answer with such numbers that the stream brings. */
function keepCounts(shown: unknown, data: unknown): Schemas['DashboardStats'] {
  const { contacts, categories } = shown as Schemas['DashboardStats'];
  return { ...(data as Schemas['DashboardStats']), contacts, categories };
}

const timers = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>();

function readLater(client: QueryClient, queryKey: QueryKey): void {
  clearTimeout(timers.get(client));
  const read = () => void client.invalidateQueries({ queryKey, exact: true });
  timers.set(client, setTimeout(read, PUSHED_AGE_MS));
}
