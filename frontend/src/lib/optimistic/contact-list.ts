import type { Move, Step } from './steps';
import type { Contact, ContactFilters, ContactPage, ContactPages } from './types';

/** The pages of a list with what the steps do to them. Cursors and the number of pages stay. */
export function projectContactPages(
  pages: ContactPages,
  filters: ContactFilters,
  steps: readonly Step[],
): ContactPages {
  const last = pages.pages.at(-1);
  const isComplete = last?.next_cursor === null;
  const endOf = ({ end, items }: ContactPage) => end ?? items.at(-1);
  const end = last && endOf(last);
  let rows = pages.pages.flatMap((page) => page.items.map((contact) => ({ contact, page })));
  let total = pages.pages[0]?.total ?? null;
  const compare = (a: Contact, b: Contact) => compareContacts(a, b, filters.sort);

  // At its place in the order; behind what was loaded only if there is no more to load.
  const insert = (contact: Contact) => {
    const index = rows.findIndex((row) => compare(contact, row.contact) < 0);
    const page = rows[index]?.page ?? last;
    if (!page || (index < 0 && !isComplete && !(end && compare(contact, end) <= 0))) return;
    rows.splice(index < 0 ? rows.length : index, 0, { contact, page });
  };

  const move = ({ id, before, show }: Move<Contact>) => {
    const index = rows.findIndex(({ contact }) => contact.id === id);
    const row = rows[index];
    const after = show(row?.contact);
    // Read while it was being created, under an id that has not come back yet: a number is nobody else's.
    if (!row && !before && rows.some(({ contact }) => contact.phone === after?.phone)) return;
    // A search is the server's business: whoever it did not find is not shown before it does.
    const isSearched = Boolean(filters.q || filters.field);
    const isIn = after !== null && matchesFilters(after, filters) && (!isSearched || row !== undefined);
    // A list of everybody tells by itself who was in it.
    const wasIn = row !== undefined || (before !== null && !isComplete && matchesFilters(before, filters));
    if (total !== null) total = Math.max(0, total + Number(isIn) - Number(wasIn));
    if (row && isIn && compare(row.contact, after) === 0) rows[index] = { ...row, contact: after };
    else {
      if (row) rows.splice(index, 1);
      if (isIn) insert(after);
    }
  };

  for (const { contacts, categories } of steps) {
    for (const { id } of categories.filter(({ after }) => !after)) {
      if (filters.category_id === id) [rows, total] = [[], 0];
      rows = rows.map(({ contact, page }) => ({ contact: withoutCategory(contact, id), page }));
    }
    contacts.forEach(move);
  }
  const items = new Map(pages.pages.map((page) => [page, [] as Contact[]]));
  for (const { contact, page } of rows) items.get(page)?.push(contact);
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, total, items: items.get(page) ?? [], end: endOf(page) })),
  };
}

/** Whether a contact is in a list, all but its search considered. */
export function matchesFilters(contact: Contact, filters: ContactFilters): boolean {
  const { category_id, whatsapp_verified, opted_out, interacted } = filters;
  if (category_id !== undefined && !contact.category_ids.includes(category_id)) return false;
  if (whatsapp_verified !== undefined && String(contact.whatsapp_verified ?? 'unknown') !== whatsapp_verified)
    return false;
  if (opted_out !== undefined && (contact.opted_out_at !== null) !== opted_out) return false;
  return interacted === undefined || (contact.interacted_at !== null) === interacted;
}

/** The order of a list, as the server sorts it. What is being created is newer than everything that has an id. */
function compareContacts(a: Contact, b: Contact, sort: ContactFilters['sort'] = 'newest'): number {
  const rank = ({ id }: Contact) => (id < 0 ? 2 ** 50 - id : id);
  const byAge = rank(a) - rank(b);
  if (sort === 'name') return compareTexts(nameKey(a), nameKey(b)) || byAge;
  return sort === 'oldest' ? byAge : -byAge;
}

/** Close to the server's own; where they differ, the row moves to its place with the next read. */
function nameKey({ first_name, last_name }: Contact): string {
  const name = [first_name, last_name].filter((part) => part !== null).join(' ');
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim() || '~';
}

/** By code units, nearly as PostgreSQL's collation C does. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

export function withoutCategory(contact: Contact, categoryId: number): Contact {
  if (!contact.category_ids.includes(categoryId)) return contact;
  return { ...contact, category_ids: contact.category_ids.filter((id) => id !== categoryId) };
}
