import type { Category, Contact } from './types';

export type Noun = 'contact' | 'category';
export type Thing = Contact | Category;

/** What a person did to contacts or to a category, as it is shown before the server has answered. */
export interface Change<T extends Thing = Thing> {
  noun: Noun;
  kind: 'create' | 'change' | 'delete';
  /** One temporary id where it creates something. */
  ids: readonly number[];
  /** What becomes of one of them; nothing is there before it is created. */
  apply(thing: T | null): T | null;
}

let lastTemporaryId = 0;

/** For something the server has not named yet: negative, the newest the smallest. */
export function create<T extends Thing>(noun: Noun, draft: Omit<T, 'id'>): Change<T> {
  lastTemporaryId -= 1;
  const thing = { ...draft, id: lastTemporaryId } as T;
  return { noun, kind: 'create', ids: [thing.id], apply: () => thing };
}

export function change<T extends Thing>(noun: Noun, ids: number[], apply: (thing: T) => T): Change<T> {
  return { noun, kind: 'change', ids, apply: (thing) => thing && apply(thing) };
}

export function remove(noun: Noun, id: number): Change {
  return { noun, kind: 'delete', ids: [id], apply: () => null };
}
