import type { InfiniteData, Query } from '@tanstack/react-query';
import type { Operation } from './steps';
import { isPages } from './views';

/** What the server last said for certain under one key, and since when. */
export interface Base {
  readonly query: Query;
  data: unknown;
  /** Operations settled by then are in `data`. */
  asOf: number;
  /** Operations that `data` may know or not: it was read while they were on their way. */
  unsure: ReadonlySet<Operation>;
  /** An answer came and could not be used: read again as soon as nothing is on its way. */
  dropped: boolean;
}

export const NONE: ReadonlySet<Operation> = new Set();

/** Whether a base may lack an operation on it. */
export function lacks(base: Base, operation: Operation): boolean {
  return operation.status === 'pending' || operation.settledAt > base.asOf || base.unsure.has(operation);
}

export function without(operations: ReadonlySet<Operation>, gone: Operation): ReadonlySet<Operation> {
  return operations.has(gone)
    ? new Set([...operations].filter((operation) => operation !== gone))
    : operations;
}

/** Pages before are as they were read; those behind them are new. */
export function appendPages(before: unknown, now: unknown): unknown {
  if (!isPages(before) || !isPages(now)) return before;
  const grown: InfiniteData<unknown, unknown> = {
    pages: [...before.pages, ...now.pages.slice(before.pages.length)],
    pageParams: [...before.pageParams, ...now.pageParams.slice(before.pageParams.length)],
  };
  return grown;
}
