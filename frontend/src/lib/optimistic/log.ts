import {
  type Query,
  type QueryCacheNotifyEvent,
  type QueryClient,
  type QueryKey,
  replaceEqualDeep,
} from '@tanstack/react-query';
import { takeOverWrites } from '@/lib/server-data';
import { appendPages, type Base, lacks, NONE, without } from './base';
import { type Change, temporaryIdOf } from './changes';
import { Names, Turns } from './names';
import type { Category, Contact } from './nouns';
import { findOrigins, handDownOrigins } from './origins';
import { Reads } from './reads';
import { PUSHED_AGE_MS, Recent } from './recent';
import { type Operation, planSteps, type Step } from './steps';
import { foldView, keepCounts, touches, viewOf } from './views';

/** What changes are sent in turn for, by its id. */
export type Thing = `${'contact' | 'category'} ${number}`;

/**
 * Shows changes before the server has answered. What is on screen is never edited and restored: it is worked out
 * anew from the server's last certain answer and the operations that answer does not know of. So answers may
 * come in any order, a refusal takes away nothing but its own operation, and what is read or pushed in between
 * is neither lost nor counted twice.
 */
export class OptimisticLog {
  #operations: Operation[] = [];
  #bases = new Map<string, Base>();
  #steps: Step[] | null = null;
  readonly #reads: Reads;
  #names = new Names();
  #turns = new Turns();
  #recent = new Recent();
  /** Queries that are read again in a moment: the stream overtook an answer. */
  #overtaken = new WeakSet<Query>();
  #tick = 0;
  #writing = false;

  constructor(private readonly client: QueryClient) {
    this.#reads = new Reads(client);
    client.getQueryCache().subscribe((event) => this.#follow(event));
    takeOverWrites(client, (key, data) => this.write(key, data));
  }

  /** True when nothing is on its way and every answer in the cache is the server's own. */
  get isEmpty(): boolean {
    return this.#operations.length === 0 && this.#bases.size === 0;
  }

  /** Show a change, at once. Reads that began before it are called off: they would not know of it. */
  add(change: Change): Operation {
    const operation: Operation = {
      change,
      status: 'pending',
      settledAt: 0,
      result: null,
      origins: this.#findOrigins(change),
    };
    const queries = this.#touchedQueries(change);
    for (const query of queries) this.#track(query);
    const created = temporaryIdOf(change);
    if (created !== null) this.#names.expect(created);
    this.#operations.push(operation);
    this.#reads.callOff(queries);
    this.#refold();
    return operation;
  }

  /** The server has done it. It stays in view until a read that began after now has arrived. */
  confirm(operation: Operation, result: Contact | Category | null): void {
    operation.status = 'confirmed';
    operation.result = result;
    operation.settledAt = this.#nextTick();
    this.#recent.note(operation);
    const created = temporaryIdOf(operation.change);
    if (created !== null && result) {
      const noun = operation.change.kind === 'create-contact' ? 'contact' : 'category';
      this.#turns.rename(`${noun} ${created}`, `${noun} ${result.id}`);
      this.#names.give(created, result.id);
    }
    this.#refold();
  }

  /** The server has not done it: everything is as if it had never been asked. */
  refuse(operation: Operation, error: unknown): void {
    const later = this.#operations.slice(this.#operations.indexOf(operation) + 1);
    handDownOrigins(operation, later, this.realId);
    this.#operations = this.#operations.filter((other) => other !== operation);
    for (const base of this.#bases.values()) base.unsure = without(base.unsure, operation);
    const created = temporaryIdOf(operation.change);
    if (created !== null) this.#names.refuse(created, error);
    this.#refold();
  }

  /** Read again what a settled operation touched, unless another one on its way will do so. */
  refresh(operation: Operation): void {
    const queries = this.#touchedQueries(operation.change).filter(
      (query) => !this.#isAwaited(query.queryKey),
    );
    this.#reads.repeat(queries);
    this.#sweep();
  }

  /** Take what the live stream says. */
  write(key: QueryKey, data: unknown): void {
    const query = this.client.getQueryCache().find({ queryKey: key, exact: true });
    const doubtful = this.#doubtfulFor(key);
    if (query?.state.data !== undefined && doubtful.length > 0) this.#writeBeside(query, data);
    else {
      if (query && query.state.fetchStatus !== 'idle') this.#overtake(query);
      this.#writeAll(key, data, new Set(doubtful));
    }
    this.#sweep();
  }

  /** The id the server has given to something that was shown before it had one. */
  readonly realId = this.#names.find;

  /** The same, waiting for it where necessary. Rejects when its creation was refused. */
  awaitId = (id: number): Promise<number> => this.#names.await(id);

  /** Send changes of the same thing one after the other, in the order in which they were made. */
  inTurn<T>(things: readonly Thing[], send: () => Promise<T>): Promise<T> {
    return this.#turns.take(things, send);
  }

  #writeAll(key: QueryKey, data: unknown, unsure: ReadonlySet<Operation>): void {
    this.#store(key, data);
    const query = this.client.getQueryCache().find({ queryKey: key, exact: true });
    if (!query || (unsure.size === 0 && !this.#bases.has(query.queryHash))) return;
    const base = this.#adopt(query, data, this.#nextTick(), unsure);
    if (unsure.size > 0) this.#readLater(base);
    this.#refoldOne(query);
  }

  /** What the news may know or not of a change stays as it is; a read will tell where they disagree. */
  #writeBeside(query: Query, data: unknown): void {
    const { isInvalidated } = query.state;
    const base = this.#bases.get(query.queryHash) ?? this.#track(query);
    base.data = keepCounts(query.queryKey, base.data, data);
    const shown = this.#foldFor(base);
    this.#store(query.queryKey, shown);
    if (replaceEqualDeep(data, shown) !== data) this.#readLater(base);
    if (isInvalidated) query.invalidate();
  }

  #nextTick(): number {
    this.#tick += 1;
    return this.#tick;
  }

  #touchedQueries(change: Change): Query[] {
    return this.client
      .getQueryCache()
      .findAll({ predicate: (query) => touches(change, query.queryKey, this.realId) });
  }

  #touching(key: QueryKey): Operation[] {
    return this.#operations.filter(({ change }) => touches(change, key, this.realId));
  }

  #isAwaited(key: QueryKey): boolean {
    return this.#touching(key).some(({ status }) => status === 'pending');
  }

  /** Operations that an answer pushed just now may know or not. */
  #doubtfulFor(key: QueryKey): Operation[] {
    const recent = this.#recent.list().filter(({ change }) => touches(change, key, this.realId));
    return [...this.#touching(key).filter(({ status }) => status === 'pending'), ...recent];
  }

  #findOrigins(change: Change): Map<number, Contact> {
    const pending = this.#operations.filter(({ status }) => status === 'pending');
    const steps = planSteps(
      this.#operations.filter(({ status }) => status === 'confirmed'),
      this.realId,
    );
    return findOrigins(this.client, change, pending, this.realId, (query) => {
      const base = this.#bases.get(query.queryHash);
      return base && pending.length > 0 ? this.#foldFor(base, steps) : query.state.data;
    });
  }

  #track(query: Query): Base {
    const known = this.#bases.get(query.queryHash);
    const base = known ?? {
      query,
      data: query.state.data,
      asOf: this.#nextTick(),
      unsure: NONE,
      dropped: false,
    };
    if (query.state.data !== undefined) this.#bases.set(query.queryHash, base);
    return base;
  }

  #adopt(query: Query, data: unknown, asOf: number, unsure: ReadonlySet<Operation> = NONE): Base {
    const base = { query, data, asOf, unsure, dropped: false };
    this.#bases.set(query.queryHash, base);
    return base;
  }

  #follow(event: QueryCacheNotifyEvent): void {
    const { query } = event;
    if (!viewOf(query.queryKey)) return;
    if (event.type === 'removed') {
      this.#bases.delete(query.queryHash);
      this.#reads.forget(query);
      this.#sweep();
    }
    if (event.type !== 'updated' || this.#writing) return;
    const { action } = event;
    if (action.type === 'fetch') this.#reads.begin(query, this.#nextTick());
    if (action.type === 'success') {
      if (!action.manual) this.#receive(query);
      else if (this.#concerns(query)) this.write(query.queryKey, query.state.data);
    }
    // A read that was called off puts back what was there when it began.
    if (action.type === 'setState') this.#refoldOne(query);
    if (action.type === 'error' || action.type === 'setState') this.#sweep();
  }

  #concerns(query: Query): boolean {
    return this.#bases.has(query.queryHash) || this.#doubtfulFor(query.queryKey).length > 0;
  }

  /** An answer has arrived and stands in the cache: take it as the new base as far as it is certain. */
  #receive(query: Query): void {
    const base = this.#bases.get(query.queryHash);
    const operations = this.#touching(query.queryKey);
    if (!base && operations.length === 0) return;
    const begun = this.#reads.begunAt(query);
    const unsure = operations.filter(({ status, settledAt }) => status === 'pending' || settledAt > begun);
    if (base && query.state.fetchMeta?.fetchMore) base.data = appendPages(base.data, query.state.data);
    else if (unsure.length === 0) this.#adopt(query, query.state.data, begun);
    else if (!base) this.#adopt(query, query.state.data, begun, new Set(unsure));
    else {
      base.data = keepCounts(query.queryKey, base.data, query.state.data);
      base.dropped = true;
    }
    this.#refoldOne(query);
    this.#rereadIfNeeded(query);
    this.#sweep();
  }

  /** Not while the cache is telling of an answer: reading again would begin in the middle of it. */
  #rereadIfNeeded(query: Query): void {
    queueMicrotask(() => {
      const base = this.#bases.get(query.queryHash);
      if (!base || this.#isAwaited(query.queryKey) || query.state.fetchStatus !== 'idle') return;
      if (base.dropped || this.#unseenBy(base).length > 0) this.#reads.repeat([query]);
    });
  }

  /**
   * An answer on its way may be older than what the stream says, or newer. What is shown does not go back; a read
   * that begins when the stream's word is certainly in it tells what is right.
   */
  #overtake(query: Query): void {
    this.#reads.callOff([query]);
    if (this.#overtaken.has(query)) return;
    this.#overtaken.add(query);
    setTimeout(() => {
      this.#overtaken.delete(query);
      if (!this.#isAwaited(query.queryKey)) this.#reads.repeat([query]);
    }, PUSHED_AGE_MS);
  }

  #readLater(base: Base): void {
    base.dropped = true;
    setTimeout(() => {
      const now = this.#bases.get(base.query.queryHash);
      if (now?.dropped && !this.#isAwaited(base.query.queryKey)) this.#reads.repeat([base.query]);
    }, PUSHED_AGE_MS);
  }

  /** Whether a first answer is on its way that was asked for before the operation was done. */
  #isBeingRead({ change, settledAt }: Operation): boolean {
    return this.#touchedQueries(change).some(
      (query) => query.state.fetchStatus !== 'idle' && this.#reads.begunAt(query) < settledAt,
    );
  }

  /** The operations that a base does not know of, or may not. */
  #unseenBy(base: Base): Operation[] {
    return this.#touching(base.query.queryKey).filter((operation) => lacks(base, operation));
  }

  #foldFor(base: Base, planned = this.#plan()): unknown {
    const unseen = new Set(this.#unseenBy(base));
    const steps = planned
      .filter(({ operation }) => unseen.has(operation))
      .map((step) => ({ ...step, sure: !base.unsure.has(step.operation) }));
    return foldView(base.query.queryKey, base.data, steps, this.realId);
  }

  #plan(): Step[] {
    this.#steps ??= planSteps(this.#operations, this.realId);
    return this.#steps;
  }

  #refold(): void {
    this.#steps = null;
    for (const { query } of this.#bases.values()) this.#refoldOne(query);
    this.#sweep();
  }

  #refoldOne(query: Query): void {
    const base = this.#bases.get(query.queryHash);
    if (!base) return;
    const shown = replaceEqualDeep(query.state.data, this.#foldFor(base));
    if (shown === query.state.data) return;
    this.#writing = true;
    // Only the data: how old it is, and whether it has to be read again, is as before.
    query.setState({ data: shown });
    this.#writing = false;
  }

  #store(key: QueryKey, data: unknown): void {
    this.#writing = true;
    this.client.setQueryData(key, data);
    this.#writing = false;
  }

  /** Forget operations that every answer knows, and bases that nothing is folded onto. */
  #sweep(): void {
    for (const base of this.#bases.values()) if (this.#unseenBy(base).length > 0) return;
    if (this.#operations.some((operation) => operation.status === 'pending' || this.#isBeingRead(operation)))
      return;
    this.#operations = [];
    this.#steps = null;
    for (const [hash, { query, dropped }] of this.#bases) {
      // A read called off later would put back what was shown when it began.
      if (query.state.fetchStatus === 'idle' && !dropped) this.#bases.delete(hash);
    }
  }
}
