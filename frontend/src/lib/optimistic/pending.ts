import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query';
import type { Change, Noun, Thing } from './changes';
import { type Operation, planStep, planSteps, type Step } from './steps';
import { TemporaryIds, Turns } from './temporary-ids';
import { isPages, isView, projectView, thingsIn } from './views';

/** A list of more pages is not read again at once after each change: what is shown of it is right as it is. */
const MOST_PAGES_REREAD = 10;

/**
 * The changes of contacts and categories that the server has not answered yet. The cache holds what the server said
 * and nothing else; on screen is that with these changes on top, worked out as it is read (`useProjection`). So
 * there is nothing to restore: a refusal takes its change out of the list.
 *
 * An operation is pending → answered: written into the cache as the server's word, and gone from here in the same
 * moment → confirmed by a read begun after the answer. Or it fails, and is gone at once; the read tells what became
 * of it. What is read in between may know it or not, and is not let in (`readBeside`).
 *
 * The mutation cache is not asked what is pending: a mutation is so until its callbacks are through, and the row of
 * one that was answered would be there twice.
 */
export class PendingChanges {
  readonly names = new TemporaryIds();
  readonly turns = new Turns();
  /** Another one after every end: what was asked for before may know of it or not. */
  epoch = 0;
  endedAtMs = 0;
  #operations: readonly Operation[] = [];
  #steps: readonly Step[] = [];
  readonly #gone = new Set<number>();
  readonly #listeners = new Set<() => void>();
  readonly #ids = { real: this.names.find, isGone: (id: number) => this.#gone.has(id) };

  constructor(private readonly client: QueryClient) {}

  /** What is to be done to the server's answers, in the order in which a person did it. */
  getSteps = (): readonly Step[] => this.#steps;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get isEmpty(): boolean {
    return this.#operations.length === 0;
  }

  /** Show a change, at once. */
  begin(change: Change): Operation {
    const origins = new Map<number, Thing>();
    const known = this.#readKnown(change.noun);
    for (const id of change.ids.map(this.names.find)) {
      const origin = known.get(id);
      if (origin) origins.set(id, origin);
      if (change.kind === 'create') this.names.expect(id);
    }
    const operation = { change, origins };
    this.#replace([...this.#operations, operation]);
    return operation;
  }

  /** The server has done it: from now on it is part of what the server said. */
  confirm(operation: Operation, result: Thing | null): void {
    const { noun, kind, ids } = operation.change;
    if (kind === 'create' && result) {
      for (const id of ids) {
        this.turns.rename(`${noun} ${id}`, `${noun} ${result.id}`);
        this.names.give(id, result.id);
      }
    }
    const step = planStep(operation, this.#ids, result);
    for (const { id, after } of step.categories) if (!after) this.#gone.add(id);
    const others = this.#operations.filter((other) => other !== operation);
    for (const { id, show } of [...step.contacts, ...step.categories]) {
      const now = show();
      for (const { change, origins } of others) {
        if (change.noun !== noun || !change.ids.some((other) => this.names.find(other) === id)) continue;
        if (now) origins.set(id, now);
        else origins.delete(id);
      }
    }
    notifyManager.batch(() => {
      this.#end(others);
      for (const { queryKey, state } of this.#views()) {
        const write = (data: unknown) => projectView(queryKey, data, [step]);
        this.client.setQueryData(queryKey, write, { updatedAt: state.dataUpdatedAt });
      }
    });
    this.#readAgain();
  }

  /** The server has not done it, or nobody knows. What was done to a thing that it did not create goes too. */
  fail({ change }: Operation, error: unknown): void {
    const { noun, kind, ids } = change;
    if (kind === 'create') for (const id of ids) this.names.refuse(id, error);
    const isOnIt = (other: Change) =>
      kind === 'create' && other.noun === noun && other.ids.some((id) => ids.includes(id));
    this.#end(this.#operations.filter((other) => other.change !== change && !isOnIt(other.change)));
    this.#readAgain();
  }

  #end(left: readonly Operation[]): void {
    this.epoch += 1;
    this.endedAtMs = Date.now();
    this.#replace(left);
  }

  #replace(operations: readonly Operation[]): void {
    this.#operations = operations;
    this.#steps = planSteps(operations, this.#ids);
    for (const listener of this.#listeners) listener();
  }

  #views(): Query[] {
    return this.client.getQueryCache().findAll({ predicate: isView });
  }

  /** Things as the newest answers have them; those that a change is on its way for as they were before it. */
  #readKnown(noun: Noun): Map<number, Thing> {
    const oldestFirst = this.#views()
      .filter(({ queryKey }) => queryKey[0] === (noun === 'contact' ? 'contacts' : 'categories'))
      .sort((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt);
    const known = new Map(oldestFirst.flatMap(({ state }) => thingsIn(state.data)).map((it) => [it.id, it]));
    for (const { change, origins } of this.#operations)
      if (change.noun === noun) for (const [id, thing] of origins) known.set(id, thing);
    return known;
  }

  /** Reads under way begin again, for they may know less; the others that are on screen once all is answered. */
  #readAgain(): void {
    void this.client.invalidateQueries({ predicate: isView, refetchType: 'none' });
    void this.client.refetchQueries({
      predicate: (query) =>
        isView(query) &&
        (query.state.fetchStatus !== 'idle' || (this.isEmpty && query.isActive() && !isLong(query))),
    });
  }
}

function isLong({ state }: Query): boolean {
  return isPages(state.data) && state.data.pages.length > MOST_PAGES_REREAD;
}

const all = new WeakMap<QueryClient, PendingChanges>();

/** Those of a client. */
export function pendingOf(client: QueryClient): PendingChanges {
  const pending = all.get(client) ?? new PendingChanges(client);
  all.set(client, pending);
  return pending;
}
