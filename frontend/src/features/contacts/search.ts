import * as v from 'valibot';
import type { ContactFilters } from '@/hooks/useContacts';
import { id, ifValid, searchParams, text, yesNo } from '@/lib/search-params';
import { readCondition } from './field-conditions';

export const SORTS = ['newest', 'oldest', 'name'] as const;
export type Sort = (typeof SORTS)[number];
export const FIRST_SORT: Sort = 'newest';
export const MOST_CONDITIONS = 5;

/** What of the contacts page stands in its address. What is left out asks nothing. */
export const contactsSearch = searchParams({
  q: ifValid(text),
  category_id: ifValid(id),
  /** Yes, no, or not known. */
  whatsapp_verified: ifValid(v.union([v.literal('unknown'), yesNo])),
  opted_out: ifValid(yesNo),
  interacted: ifValid(yesNo),
  /** Own fields with their values, all of which must hold. */
  field: ifValid(
    v.pipe(
      v.union([
        v.pipe(
          v.string(),
          v.transform((condition) => [condition]),
        ),
        v.array(v.string()),
      ]),
      v.transform((conditions) => conditions.filter(readCondition).slice(0, MOST_CONDITIONS)),
      v.minLength(1),
    ),
  ),
  sort: ifValid(
    v.pipe(
      v.picklist(SORTS),
      v.transform((sort) => (sort === FIRST_SORT ? undefined : sort)),
    ),
  ),
});
export type ContactsSearch = v.InferOutput<typeof contactsSearch>;

/** What part of the address changes; undefined takes it out. */
export type SearchChange = v.InferInput<typeof contactsSearch>;

/** What the API is asked. */
export function toFilters(search: ContactsSearch): ContactFilters {
  const { whatsapp_verified, q, ...others } = search;
  const text = q?.trim();
  return {
    ...(text && { q: text }),
    ...others,
    ...(whatsapp_verified !== undefined && { whatsapp_verified: VERIFIED_WORDS[`${whatsapp_verified}`] }),
  };
}

const VERIFIED_WORDS = { true: 'true', false: 'false', unknown: 'unknown' } as const;

/** The filter without its order: what a bulk change or a count is about. */
export function withoutSort({ sort: _, ...filter }: ContactFilters): Omit<ContactFilters, 'sort'> {
  return filter;
}

/** Whether anything but the order is asked. */
export const isFiltered = (search: ContactsSearch): boolean =>
  Object.keys(search).some((name) => name !== 'sort');

/** Where the contacts of a filter are downloaded. */
export function exportAddress(filters: ContactFilters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    for (const one of [value].flat()) query.append(name, String(one));
  }
  const text = query.toString();
  return `/api/contacts/export${text && `?${text}`}`;
}
