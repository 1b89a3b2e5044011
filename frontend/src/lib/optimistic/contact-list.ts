import type { InfiniteData } from '@tanstack/react-query';
import type { Contact, ContactFilters, ContactPage } from './nouns';
import type { Step } from './steps';

export type ContactPages = InfiniteData<ContactPage, string | null>;

/** A step as a cached answer needs it; `sure`: the answer certainly does not know of it yet. */
export interface Unseen extends Step {
  sure: boolean;
}

/** The pages of a list with what the steps do to them. Cursors and the number of pages stay. */
export function foldContactPages(
  pages: ContactPages,
  filters: ContactFilters,
  steps: readonly Unseen[],
): ContactPages {
  const list = new OpenList(pages, filters);
  for (const step of steps) {
    if (step.goneCategoryId !== null) list.forgetCategory(step.goneCategoryId);
    for (const { id, before, next } of step.contacts) list.apply(id, before, next, step.sure);
  }
  return list.close();
}

class OpenList {
  readonly #pages: Contact[][];
  #total: number | null;
  #changed = false;

  constructor(
    private readonly given: ContactPages,
    private readonly filters: ContactFilters,
  ) {
    this.#pages = given.pages.map((page) => page.items);
    this.#total = given.pages[0]?.total ?? null;
  }

  apply(id: number, before: Contact | null, next: (known: Contact) => Contact | null, sure: boolean): void {
    const place = this.#find(id);
    const known = place ? this.#pages[place.page]?.[place.index] : undefined;
    const start = known ?? before;
    const after = start ? next(start) : next(EMPTY);
    const wasIn = sure ? before !== null && this.#matches(known ?? before) : known !== undefined;
    // A search is the server's business: whoever it did not find is not shown before it does.
    const isIn = after !== null && this.#matches(after) && (!this.filters.q || known !== undefined);
    // This answer may know it already, under a name that has not come back yet.
    if (!sure && before === null && after && !known && this.#hasPhone(after.phone)) return;
    if (place && after && isIn && known && this.#compare(known, after) === 0) {
      this.#splice(place, 1, after);
    } else {
      if (place) this.#splice(place, 1);
      if (after && isIn) this.#insert(after);
    }
    // An answer that may know it already tells by what it lists, if it lists everybody.
    if (sure || known || this.#isComplete) this.#count(Number(isIn) - Number(wasIn));
  }

  forgetCategory(categoryId: number): void {
    this.#changed = true;
    const gone = this.filters.category_id === categoryId;
    if (gone) this.#total = 0;
    this.#pages.forEach((items, page) => {
      this.#pages[page] = gone ? [] : items.map((contact) => withoutCategory(contact, categoryId));
    });
  }

  close(): ContactPages {
    if (!this.#changed) return this.given;
    const pages = this.given.pages.map((page, index) => ({
      ...page,
      items: this.#pages[index] ?? page.items,
      total: this.#total,
    }));
    return { ...this.given, pages };
  }

  get #isComplete(): boolean {
    return this.given.pages.at(-1)?.next_cursor === null;
  }

  #count(difference: number): void {
    if (difference === 0 || this.#total === null) return;
    this.#total = Math.max(0, this.#total + difference);
    this.#changed = true;
  }

  #find(id: number): { page: number; index: number } | null {
    for (const [page, items] of this.#pages.entries()) {
      const index = items.findIndex((contact) => contact.id === id);
      if (index >= 0) return { page, index };
    }
    return null;
  }

  #hasPhone(phone: string | null): boolean {
    return phone !== null && this.#pages.some((items) => items.some((contact) => contact.phone === phone));
  }

  #splice(place: { page: number; index: number }, remove: number, ...add: Contact[]): void {
    this.#pages[place.page] = (this.#pages[place.page] ?? []).toSpliced(place.index, remove, ...add);
    this.#changed = true;
  }

  /** At its place in the order; behind what was loaded only if there is no more to load. */
  #insert(contact: Contact): void {
    for (const [page, items] of this.#pages.entries()) {
      const index = items.findIndex((other) => this.#compare(contact, other) < 0);
      if (index < 0) continue;
      this.#splice({ page, index }, 0, contact);
      return;
    }
    const page = this.#pages.length - 1;
    const end = this.given.pages[page]?.items.at(-1);
    if (!this.#isComplete && (!end || this.#compare(contact, end) > 0)) return;
    this.#splice({ page, index: this.#pages[page]?.length ?? 0 }, 0, contact);
  }

  #matches(contact: Contact): boolean {
    return matchesFilters(contact, this.filters);
  }

  #compare(a: Contact, b: Contact): number {
    return compareContacts(a, b, this.filters.sort ?? 'newest');
  }
}

/** Creating does not look at what is there. */
const EMPTY = {} as Contact;

/** Whether a contact is in a list, all but its search considered. */
export function matchesFilters(contact: Contact, filters: ContactFilters): boolean {
  const { category_id, whatsapp_verified, opted_out, interacted } = filters;
  if (category_id !== undefined && !contact.category_ids.includes(category_id)) return false;
  if (whatsapp_verified !== undefined && String(contact.whatsapp_verified ?? 'unknown') !== whatsapp_verified)
    return false;
  if (opted_out !== undefined && (contact.opted_out_at !== null) !== opted_out) return false;
  return interacted === undefined || (contact.interacted_at !== null) === interacted;
}

/** The order of a list, as the server sorts it. */
export function compareContacts(a: Contact, b: Contact, sort: 'newest' | 'oldest' | 'name'): number {
  if (sort === 'newest') return compareAges(b, a);
  if (sort === 'oldest') return compareAges(a, b);
  return comparePoints(nameKey(a), nameKey(b)) || compareAges(a, b);
}

/** What is being created is newer than everything that has an id. */
function compareAges(a: Contact, b: Contact): number {
  if (a.id < 0 !== b.id < 0) return a.id < 0 ? 1 : -1;
  return a.id < 0 ? b.id - a.id : a.id - b.id;
}

/** By code points, as PostgreSQL's collation C does; JavaScript's own order is by UTF-16 units. */
export function comparePoints(a: string, b: string): number {
  if (a === b) return 0;
  const left = Array.from(a);
  const right = Array.from(b);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

// The letters that the database's fold_text knows; others keep their accents there too.
const ACCENTED =
  'àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőŕřśšşșťţțùúûüūůűųýÿžźż' +
  'ÀÁÂÃÄÅĀĂĄÇĆČĎĐÈÉÊËĒĖĘĚĞÌÍÎÏĪĮİŁÑŃŇÒÓÔÕÖØŌŐŔŘŚŠŞȘŤŢȚÙÚÛÜŪŮŰŲÝŸŽŹŻ';
const PLAIN = 'aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssstttuuuuuuuuyyzzz'.repeat(2);
const FOLDED = new Map(Array.from(ACCENTED, (letter, index) => [letter, PLAIN.charAt(index)]));

function nameKey(contact: Contact): string {
  const name = [contact.first_name, contact.last_name].filter((part) => part !== null).join(' ');
  const folded = Array.from(name, (letter) => FOLDED.get(letter) ?? letter)
    .join('')
    .toLowerCase();
  return (
    Array.from(folded.replace(/^ +| +$/g, ''))
      .slice(0, 100)
      .join('') || '~'
  );
}

export function withoutCategory(contact: Contact, categoryId: number): Contact {
  if (!contact.category_ids.includes(categoryId)) return contact;
  return { ...contact, category_ids: contact.category_ids.filter((id) => id !== categoryId) };
}
