import type { Schemas } from '@/lib/api/client';
import { NO_TEXTS } from '@/lib/own-fields';
import type { CategoryList, Contact, ContactFilters, ContactPage } from '../types';

/** All there is, kept in the plainest way: what a list or a number must be is worked out by going through it. */
export interface World {
  contacts: Contact[];
  categories: { id: number; name: string; color: string }[];
  /** Messages sent: a number that no change of contacts touches. */
  sent: number;
}

export const copyWorld = (world: World): World => structuredClone(world);

export function makeContact(id: number, phone: string, more: Partial<Contact> = {}): Contact {
  return {
    id,
    phone,
    ...NO_TEXTS,
    attributes: {},
    category_ids: [],
    whatsapp_verified: null,
    verified_at: null,
    opted_out_at: null,
    opted_out_reason: null,
    consented_at: null,
    username: null,
    interacted_at: null,
    created_at: '2026-11-01T08:00:00Z',
    ...more,
  };
}

export function listContacts(world: World, filters: ContactFilters): Contact[] {
  const found = world.contacts.filter(
    (contact) =>
      (filters.category_id === undefined || contact.category_ids.includes(filters.category_id)) &&
      (filters.opted_out === undefined || (contact.opted_out_at !== null) === filters.opted_out) &&
      (filters.whatsapp_verified === undefined ||
        { true: true, false: false, unknown: null }[filters.whatsapp_verified] ===
          contact.whatsapp_verified) &&
      (!filters.q || `${contact.first_name ?? ''} ${contact.phone}`.includes(filters.q)),
  );
  const name = (contact: Contact) => contact.first_name ?? '~';
  const byName = (a: Contact, b: Contact) =>
    name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : rank(a) - rank(b);
  if (filters.sort === 'name') return found.sort(byName);
  return found.sort((a, b) => (filters.sort === 'oldest' ? rank(a) - rank(b) : rank(b) - rank(a)));
}

/** Contacts without an id from the server are the newest, in the order of their creation. */
const rank = ({ id }: Contact) => (id < 0 ? 1e9 - id : id);

/** The page of `size` contacts from a place on, as the API answers it. */
export function readPage(
  world: World,
  filters: ContactFilters,
  cursor: string | null,
  size: number,
): ContactPage {
  const all = listContacts(world, filters);
  const from = cursor === null ? 0 : placeAfter(all, filters, Number(cursor));
  const items = all.slice(from, from + size);
  const more = from + size < all.length;
  return { items, next_cursor: more ? String(items.at(-1)?.id) : null, total: filters.q ? null : all.length };
}

/** By id a page goes on behind its last contact even when that one is gone. */
function placeAfter(all: Contact[], { sort }: ContactFilters, last: number): number {
  if (sort === 'name') return all.findIndex(({ id }) => id === last) + 1;
  const index = all.findIndex(({ id }) => (sort === 'oldest' ? id > last : id < last));
  return index < 0 ? all.length : index;
}

export function countContacts({ contacts }: World): Schemas['ContactCounts'] {
  const count = (test: (contact: Contact) => boolean) => contacts.filter(test).length;
  return {
    total: contacts.length,
    on_whatsapp: count((contact) => contact.whatsapp_verified === true),
    not_on_whatsapp: count((contact) => contact.whatsapp_verified === false),
    not_known: count((contact) => contact.whatsapp_verified === null),
    opted_out: count((contact) => contact.opted_out_at !== null),
  };
}

export function listCategories(world: World): CategoryList {
  const items = world.categories
    .map((category) => ({
      ...category,
      contact_count: world.contacts.filter((contact) => contact.category_ids.includes(category.id)).length,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { items, total: items.length };
}

/** As much of the dashboard as the tests look at. */
export function readDashboard(world: World) {
  return { contacts: countContacts(world), categories: world.categories.length, sent: world.sent };
}
