import { hashKey, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/**
 * Reads a query again when a value changes that the live stream brings: what has no stream of its own follows
 * one that has. No more often than every `leastMs`; the first value changes nothing.
 */
export function useRefreshOn(value: unknown, queryKey: QueryKey, leastMs: number): void {
  const client = useQueryClient();
  const shown = useRef(value);
  const readAtMs = useRef(0);
  const hash = hashKey(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is compared by its hash
  useEffect(() => {
    if (value === undefined || Object.is(shown.current, value)) return;
    const first = shown.current === undefined;
    const refresh = () => {
      shown.current = value;
      readAtMs.current = Date.now();
      if (!first) void client.invalidateQueries({ queryKey });
    };
    const timer = setTimeout(refresh, Math.max(0, readAtMs.current + leastMs - Date.now()));
    return () => clearTimeout(timer);
  }, [value, hash, leastMs, client]);
}
