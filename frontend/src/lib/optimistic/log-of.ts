import type { QueryClient } from '@tanstack/react-query';
import { OptimisticLog } from './log';

const logs = new WeakMap<QueryClient, OptimisticLog>();

/** The log of a client: one for as long as the client lives. */
export function logOf(client: QueryClient): OptimisticLog {
  const log = logs.get(client) ?? new OptimisticLog(client);
  logs.set(client, log);
  return log;
}
