import type { Change, Thing } from './changes';
import type { Category, Contact } from './types';

/** A change on its way to the server. */
export interface Operation {
  readonly change: Change;
  /** What it changes as the server's answers have it, without what is still on its way. */
  readonly origins: Map<number, Thing>;
}

/** What an operation does to one contact or category. */
export interface Move<T extends Thing> {
  id: number;
  /** What it was before, null: not there. */
  before: T | null;
  /** What numbers count from then on: what this operation did, nothing that others did meanwhile. */
  after: T | null;
  /** What an answer that has it as `known` shows from then on, null: nothing. */
  show: (known?: T) => T | null;
}

/** What an operation does to the answers that can show it. */
export interface Step {
  contacts: Move<Contact>[];
  categories: Move<Category>[];
}

/** The server's own ids, and the categories that it has taken away. */
export interface Ids {
  real: (id: number) => number;
  isGone: (categoryId: number) => boolean;
}

/** Work out each operation on top of those before it, in the order in which a person did them. */
export function planSteps(operations: readonly Operation[], ids: Ids): Step[] {
  const known = new Map<string, Thing | null>();
  const going = operations.flatMap(({ change: { noun, kind, ids: named } }) =>
    noun === 'category' && kind === 'delete' ? named.map(ids.real) : [],
  );
  const isGone = (id: number) => ids.isGone(id) || going.includes(id);
  return operations.map((operation) => {
    const { noun } = operation.change;
    const find = (id: number) => known.get(`${noun} ${id}`);
    const step = planStep(operation, { ...ids, isGone }, undefined, find);
    for (const { id, after } of [...step.contacts, ...step.categories]) known.set(`${noun} ${id}`, after);
    return step;
  });
}

/**
 * One operation. `result`: the server has done it, and says what became of the contact or category where it does;
 * undefined: it is on its way. `find`: what operations before it make of a thing, undefined where they do nothing.
 */
export function planStep(
  { change, origins }: Operation,
  ids: Ids,
  result: Thing | null | undefined,
  find: (id: number) => Thing | null | undefined = () => undefined,
): Step {
  const moves = change.ids.map(ids.real).flatMap((id): Move<Thing>[] => {
    const found = find(id);
    const before = found === undefined ? (origins.get(id) ?? null) : found;
    // What is in no answer that was ever loaded: the next read will tell.
    if (!before && change.kind !== 'create') return [];
    const settle = (thing: Thing | null, known?: Thing | null) => thing && settleThing(thing, ids, known);
    const after = settle((change.kind === 'create' && result) || change.apply(before));
    const show = (known = before ?? undefined) => {
      const expected = change.apply(known ?? null);
      if (!expected || result !== undefined) return settle(expected && (result ?? expected), known);
      return { ...settleThing(expected, ids, known), pending: true as const };
    };
    return [{ id, before, after, show }];
  });
  // A change of a noun moves things of that noun.
  return change.noun === 'contact'
    ? { contacts: moves as Move<Contact>[], categories: [] }
    : { contacts: [], categories: moves as Move<Category>[] };
}

/** What the server answers about a thing can be from before it did something else. */
function settleThing(thing: Thing, ids: Ids, known: Thing | null | undefined): Thing {
  if ('category_ids' in thing) {
    const category_ids = thing.category_ids.map(ids.real).filter((id) => !ids.isGone(id));
    return { ...thing, category_ids };
  }
  return known && 'contact_count' in known ? { ...thing, contact_count: known.contact_count } : thing;
}
