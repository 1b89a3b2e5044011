import type { Query, QueryClient } from '@tanstack/react-query';
import { isPages } from './views';

/** A list of more pages is not read again at once after each change: what is shown of it is right as it is. */
const MOST_PAGES_REREAD = 10;

/** Reads of the cache's answers: when they began, and those that are to be called off or made again. */
export class Reads {
  #begun = new Map<string, number>();

  constructor(private readonly client: QueryClient) {}

  begin(query: Query, tick: number): void {
    this.#begun.set(query.queryHash, tick);
  }

  /** 0 when it began before anybody looked. */
  begunAt({ queryHash }: Query): number {
    return this.#begun.get(queryHash) ?? 0;
  }

  forget({ queryHash }: Query): void {
    this.#begun.delete(queryHash);
  }

  /** First loads go on: there is nothing else to show. */
  callOff(queries: readonly Query[]): void {
    const doomed = new Set(queries.filter((query) => query.state.data !== undefined));
    void this.client.cancelQueries({ predicate: (query) => doomed.has(query) });
  }

  /** Those on screen now, the others when they are looked at. */
  repeat(queries: readonly Query[]): void {
    const all = new Set(queries);
    // Called off first: a read that is merely replaced would not tell when its successor began.
    this.callOff(queries);
    void this.client.invalidateQueries({ predicate: (query) => all.has(query) && !isLong(query) });
    void this.client.invalidateQueries({
      predicate: (query) => all.has(query) && isLong(query),
      refetchType: 'none',
    });
  }
}

function isLong(query: Query): boolean {
  return isPages(query.state.data) && query.state.data.pages.length > MOST_PAGES_REREAD;
}
