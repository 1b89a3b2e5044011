import type { ContactFilters } from '@/hooks/useContacts';

/** What of the contacts page stands in its address. What is left out asks nothing. */
export interface ContactsSearch {
  q?: string;
  category_id?: number;
  /** Yes, no, or not known. */
  whatsapp_verified?: boolean | 'unknown';
  opted_out?: boolean;
  interacted?: boolean;
  sort?: Sort;
}

export const SORTS = ['newest', 'oldest', 'name'] as const;
export type Sort = (typeof SORTS)[number];
export const FIRST_SORT: Sort = 'newest';

const LONGEST_SEARCH = 100;

/** Reads an address, also one written by hand: `?q=97` is a number to the router, `?opted_out="true"` a text. */
export function validateContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const q = typeof search.q === 'number' ? String(search.q) : search.q;
  const category = Number(search.category_id);
  const verified = search.whatsapp_verified === 'unknown' ? 'unknown' : readYesNo(search.whatsapp_verified);
  const optedOut = readYesNo(search.opted_out);
  const interacted = readYesNo(search.interacted);
  const sort = SORTS.find((word) => word === search.sort);
  return {
    ...(typeof q === 'string' && q && { q: q.slice(0, LONGEST_SEARCH) }),
    ...(Number.isSafeInteger(category) && category > 0 && { category_id: category }),
    ...(verified !== undefined && { whatsapp_verified: verified }),
    ...(optedOut !== undefined && { opted_out: optedOut }),
    ...(interacted !== undefined && { interacted }),
    ...(sort && sort !== FIRST_SORT && { sort }),
  };
}

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
  for (const [name, value] of Object.entries(filters)) query.set(name, String(value));
  const text = query.toString();
  return `/api/contacts/export${text && `?${text}`}`;
}

function readYesNo(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return undefined;
}
