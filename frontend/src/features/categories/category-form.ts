import type { Category } from '@/hooks/useCategories';
import { cleanName } from '@/lib/contact-fields';
import { isColor } from './colors';

/** What a person wants a category to be; `id` null: a new one. */
export interface Request {
  id: number | null;
  name: string;
  color: string;
}

export type Fault = 'name_missing' | 'name_long' | 'name_taken' | 'color_wrong';

const LONGEST_NAME = 100;

/** What can be told to be wrong without asking the server. */
export function findFaults(
  request: Request,
  categories: readonly Category[],
): { name?: Fault; color?: Fault } {
  const name = cleanName(request.name);
  const same = (other: Category) =>
    other.id !== request.id && other.name.toLowerCase() === name.toLowerCase();
  const faults: { name?: Fault; color?: Fault } = {};
  if (!name) faults.name = 'name_missing';
  else if (name.length > LONGEST_NAME) faults.name = 'name_long';
  else if (categories.some(same)) faults.name = 'name_taken';
  if (!isColor(request.color)) faults.color = 'color_wrong';
  return faults;
}

/** Categories whose name has all words of a search, accents and capitals aside. */
export function searchCategories(categories: readonly Category[], search: string): readonly Category[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return categories;
  return categories.filter(({ name }) => words.every((word) => fold(name).includes(word)));
}

/** As the reader's language sorts: the server puts É behind Z. */
export function sortByName(categories: readonly Category[], language: string): readonly Category[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return categories.toSorted((a, b) => compare(a.name, b.name));
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
