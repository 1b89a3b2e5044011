import { type InfiniteData, type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import {
  useAddToCategory,
  useCategories,
  useCreateCategory,
  useDeleteCategory,
  useRemoveFromCategory,
  useUpdateCategory,
} from '@/hooks/useCategories';
import {
  type ContactFilters,
  type ContactPage,
  useContactCounts,
  useContacts,
  useCreateContact,
  useDeleteContact,
  useOptIn,
  useOptOut,
  useUpdateContact,
} from '@/hooks/useContacts';
import { useDashboard } from '@/hooks/useStats';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { writeServerData } from '@/lib/server-data';
import type { Category, CategoryList, Contact } from '../nouns';
import { type Call, FakeApi } from './fake-api';
import {
  copyWorld,
  countContacts,
  listCategories,
  listContacts,
  makeContact,
  readDashboard,
  type World,
} from './world';

export const FILTERS: ContactFilters[] = [
  {},
  { category_id: 1 },
  { sort: 'name', whatsapp_verified: 'true' },
  { sort: 'oldest', opted_out: true },
];
export const SEARCH: ContactFilters = { q: '2' };
/** On screen only now and then. */
const OTHER: ContactFilters = { category_id: 2, sort: 'name' };

/** Own contacts have a phone of this form; everybody else's are changed by others only. */
const OWN = /^\+1/;

export function makeWorld(): World {
  return {
    contacts: [
      makeContact(1, '+1001', { first_name: 'ann', category_ids: [1], whatsapp_verified: true }),
      makeContact(2, '+2002', { first_name: 'bob', category_ids: [1, 2] }),
      makeContact(3, '+1003', { whatsapp_verified: false, opted_out_at: '2026-11-02T08:00:00Z' }),
      makeContact(4, '+1004', { first_name: 'eve', category_ids: [2, 3], whatsapp_verified: true }),
      makeContact(5, '+2005', { first_name: 'dan', category_ids: [3], whatsapp_verified: true }),
    ],
    categories: [
      { id: 1, name: 'k1', color: '#111111' },
      { id: 2, name: 'k2', color: '#222222' },
      { id: 3, name: 'k3', color: '#333333' },
    ],
    sent: 0,
  };
}

export interface Push {
  data: unknown;
  version: number;
  atMs: number;
}

/** What the person did, as the plain model has it. */
interface Deed {
  /** The phone of the contact or the id of the category; the name of one that is being created. */
  about: () => string | number;
  apply: (world: World) => void;
  state: 'live' | 'done' | 'refused';
  /** The server did it and its answer got lost: true from this version on, whatever the app was told. */
  doneAt: number | null;
  /** What the model calls something that has no id yet. */
  temporary: number | null;
}

/** One person with the app open: real client, real hooks, everything else in the hands of the test. */
export class Session {
  readonly client: QueryClient = createQueryClient();
  readonly api: FakeApi;
  readonly deeds: Deed[] = [];
  readonly #initial: World;
  /** What the person does not touch again: nobody knows what became of it until all has been read again. */
  readonly #lostPhones = new Set<string>();
  readonly #lostIds = new Set<number>();
  readonly #ids = new Map<number, number>();
  readonly #oldest = new Map<string, number>();
  readonly #unsure = new Set<string>();
  #counter = 0;
  #hooks: ReturnType<typeof mount> | null = null;
  #other: { unmount: () => void } | null = null;

  constructor(pageSize = 100, world = makeWorld()) {
    this.#initial = copyWorld(world);
    this.api = new FakeApi(world, pageSize);
    vi.stubGlobal('fetch', this.api.fetch);
  }

  async open(): Promise<void> {
    this.#hooks = mount(this.client);
    await this.drain();
  }

  close(): void {
    this.#hooks?.unmount();
    this.#other?.unmount();
    this.client.clear();
  }

  get screen() {
    if (!this.#hooks) throw new Error('not open');
    return this.#hooks.result.current;
  }

  /** Until everything that can happen by itself now has happened; no answer arrives. */
  async flush(): Promise<void> {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(0);
      await vi.advanceTimersByTimeAsync(0);
    });
  }

  async pass(ms: number): Promise<void> {
    await act(() => vi.advanceTimersByTimeAsync(ms));
  }

  /** Every request reaches the server and is answered, in the order in which they were sent. */
  async drain(): Promise<void> {
    for (let round = 0; round < 60; round++) {
      await this.flush();
      if (this.api.calls.length === 0) {
        await this.pass(4000);
        if (this.api.calls.length === 0) return;
      }
      for (const call of [...this.api.calls]) {
        this.api.serve(call, false);
        if (call.answer) call.settle(call.answer);
      }
    }
    throw new Error('never quiet');
  }

  /**
   * The request, or its answer, gets lost. Not the answer to a category's deletion: answers about its contacts
   * would rightly show what no list can know yet.
   */
  lose(call: Call): void {
    if (call.answer && /^DELETE .api.categories.\d+$/.test(`${call.method} ${call.path}`)) {
      call.settle(call.answer);
      return;
    }
    if (call.answer && call.answer.status < 400 && call.method !== 'GET') {
      const about = this.#findAbout(call);
      const deed = this.deeds.find((other) => other.state === 'live' && other.about() === about);
      if (!deed) throw new Error(`whose is ${call.method} ${call.path}?`);
      if (deed.temporary !== null) this.#ids.set(deed.temporary, (call.answer.body as { id: number }).id);
      deed.doneAt = this.api.history.findIndex((happening) => happening.call === call) + 1;
      if (typeof call.body.phone === 'string') this.#lostPhones.add(call.body.phone);
      for (const id of [...call.path.matchAll(/\d+/g)].map(Number)) this.#lostIds.add(id);
      for (const id of (call.body.ids ?? []) as number[]) this.#lostIds.add(id);
    }
    call.fail(new TypeError('network'));
  }

  /** Changes of one thing are sent one after the other: the oldest that is not answered is the one. */
  #findAbout({ path, body }: Call): string | number {
    const id = Number((body.ids as number[] | undefined)?.[0] ?? path.match(/\d+/g)?.at(-1));
    if (!id) return String(body.phone ?? body.name);
    return path.startsWith('/api/contacts') || path.includes('/contacts')
      ? (this.api.phones.get(id) ?? '')
      : id;
  }

  /** The live stream's news as they leave the server. */
  readPush(): Push {
    return { data: readDashboard(this.api.snapshot()), version: this.api.history.length, atMs: Date.now() };
  }

  /** They arrive, perhaps behind a read: about what others did, the stream may be older than the screen. */
  arrive({ data, version }: Push): void {
    const hash = JSON.stringify(keys.stats.dashboard);
    this.#oldest.set(hash, Math.min(version, this.#oldest.get(hash) ?? 0));
    writeServerData(this.client, keys.stats.dashboard, data);
  }

  toggleOther(): void {
    if (this.#other) {
      this.#other.unmount();
      this.#other = null;
      return;
    }
    const hash = JSON.stringify(keys.contacts.list(OTHER));
    if (!this.client.getQueryData(keys.contacts.list(OTHER))) this.#unsure.add(hash);
    const wrapper = this.#wrapper();
    this.#other = renderHook(() => useContacts(OTHER), { wrapper });
  }

  #wrapper() {
    return wrap(this.client);
  }

  /** One thing that a person can do with what is on screen. `pick` chooses which and with whom. */
  mutate(kind: number, pick: number): void {
    this.#counter += 1;
    const n = this.#counter;
    const contacts = this.screen.lists[0]?.data?.pages
      .flatMap((page) => page.items)
      .filter(
        ({ id, phone }) => phone && OWN.test(phone) && !this.#lostPhones.has(phone) && !this.#lostIds.has(id),
      );
    const contact = contacts?.[pick % Math.max(1, contacts.length)];
    const all = this.screen.categories.data?.items ?? [];
    const categories = all.filter(({ id }) => !this.#lostIds.has(id));
    const category = categories[pick % Math.max(1, categories.length)];
    const old = categories.filter(({ id }) => id > 0 && id <= 3);
    const target = old[pick % Math.max(1, old.length)];
    const filed = target ? [target.id] : [];
    if (kind === 0) this.#createContact(n, pick, filed);
    if (kind === 1) this.#createCategory(n);
    if (contact && kind === 2) this.#editContact(contact, n, pick, filed);
    if (contact && kind === 3) this.#deleteContact(contact);
    if (contact && kind === 4) this.#opt(contact);
    if (category && kind === 5) this.#renameCategory(category, n);
    if (category && kind === 6) this.#deleteCategory(category);
    if (contact && target && kind === 7) this.#fileContact(contact, target.id);
  }

  #createContact(n: number, pick: number, category_ids: number[]): void {
    const phone = `+1${100 + n}`;
    const first_name = `${'abcdef'.charAt(pick % 6)}${n}`;
    const whatsapp_verified = [true, false, null][pick % 3] ?? null;
    const temporary = -1e6 - n;
    this.#do(
      phone,
      this.screen.createContact.mutateAsync({ phone, first_name, whatsapp_verified, category_ids }),
      (world) => {
        const id = this.#ids.get(temporary) ?? temporary;
        world.contacts.push(makeContact(id, phone, { first_name, whatsapp_verified, category_ids }));
      },
      temporary,
    );
  }

  #createCategory(n: number): void {
    const temporary = -1e6 - n;
    const wish = { name: `c${n}`, color: '#444444' };
    this.#do(
      wish.name,
      this.screen.createCategory.mutateAsync(wish),
      (world) => {
        if (world.categories.some(({ name }) => name === wish.name)) return;
        world.categories.push({ id: this.#ids.get(temporary) ?? temporary, ...wish });
      },
      temporary,
    );
  }

  #editContact({ id, phone }: Contact, n: number, pick: number, category_ids: number[]): void {
    const change = [
      { first_name: `${'gbxaz'.charAt(pick % 5)}${n}` },
      { whatsapp_verified: [true, false, null][n % 3] ?? null },
      { category_ids },
    ][pick % 3];
    if (!change) return;
    this.#do(phone ?? '', this.screen.updateContact.mutateAsync({ id, change }), (world) =>
      Object.assign(world.contacts.find((other) => other.phone === phone) ?? {}, change),
    );
  }

  #deleteContact({ id, phone }: Contact): void {
    this.#do(phone ?? '', this.screen.deleteContact.mutateAsync(id), (world) => {
      world.contacts = world.contacts.filter((other) => other.phone !== phone);
    });
  }

  #opt({ id, phone, opted_out_at }: Contact): void {
    const out = opted_out_at === null;
    const done = (out ? this.screen.optOut : this.screen.optIn).mutateAsync({ id });
    this.#do(phone ?? '', done, (world) => {
      const found = world.contacts.find((other) => other.phone === phone);
      if (found) found.opted_out_at = out ? '2026-11-02T08:00:00Z' : null;
    });
  }

  /** The category of the model that this one on screen is; before it has an id, by its name. */
  #findCategory(shown: Category): [number, (world: World) => World['categories'][number] | undefined] {
    const { categories } = this.expect(this.api.history.length);
    const now = shown.id > 0 ? shown.id : (categories.find(({ name }) => name === shown.name)?.id ?? 0);
    const original = [...this.#ids].find(([, id]) => id === now)?.[0];
    const find = (world: World) =>
      world.categories.find(({ id }) => id === now || id === original || id === this.#ids.get(now));
    return [now, find];
  }

  #renameCategory(category: Category, n: number): void {
    const change = { name: `${n % 2 ? 'a' : 'z'}${n}`, color: '#555555' };
    const [now, find] = this.#findCategory(category);
    this.#do(now, this.screen.updateCategory.mutateAsync({ id: category.id, change }), (world) =>
      Object.assign(find(world) ?? {}, change),
    );
  }

  #deleteCategory(category: Category): void {
    const [now, find] = this.#findCategory(category);
    this.#do(now, this.screen.deleteCategory.mutateAsync(category.id), (world) => {
      const gone = find(world);
      if (!gone) return;
      world.categories = world.categories.filter((other) => other !== gone);
      for (const contact of world.contacts) {
        contact.category_ids = contact.category_ids.filter((other) => other !== gone.id);
      }
    });
  }

  #fileContact({ id, phone, category_ids }: Contact, categoryId: number): void {
    const add = !category_ids.includes(categoryId);
    const done: Promise<unknown> = add
      ? this.screen.add.mutateAsync({ categoryId, contactIds: [id] })
      : this.screen.remove.mutateAsync({ categoryId, contactId: id });
    this.#do(phone ?? '', done, (world) => {
      const found = world.contacts.find((other) => other.phone === phone);
      if (!found) return;
      const others = found.category_ids.filter((other) => other !== categoryId);
      found.category_ids = add ? [...others, categoryId].sort((a, b) => a - b) : others;
    });
  }

  #do(
    about: string | number,
    answer: Promise<unknown>,
    apply: (world: World) => void,
    temporary: number | null = null,
  ): void {
    const named = () => (typeof about === 'number' ? (this.#ids.get(about) ?? about) : about);
    const deed: Deed = { about: named, apply, state: 'live', doneAt: null, temporary };
    this.deeds.push(deed);
    answer.then(
      (result) => {
        deed.state = 'done';
        if (temporary !== null) this.#ids.set(temporary, (result as { id: number }).id);
      },
      () => {
        deed.state = 'refused';
      },
    );
  }

  /** The world as it was after `version` happenings of others, with all that the person did exactly once. */
  expect(version: number): World {
    const world = copyWorld(this.#initial);
    for (const { apply, call } of this.api.history.slice(0, version)) if (call === null) apply(world);
    for (const { state, doneAt, apply } of this.deeds) {
      if (state !== 'refused' || (doneAt !== null && doneAt <= version)) apply(world);
    }
    return world;
  }

  get isQuiet(): boolean {
    return this.api.calls.length === 0 && this.client.isMutating() === 0 && this.client.isFetching() === 0;
  }

  /** What differs from every world that could be on screen, null when nothing does. */
  check(): string | null {
    const worlds = new Map<number, World>();
    const worldAt = (version: number) => {
      const world = worlds.get(version) ?? this.expect(version);
      worlds.set(version, world);
      return world;
    };
    for (const [hash, shown, view] of this.#views()) {
      if (this.#unsure.has(hash)) {
        if (!this.isQuiet) continue;
        this.#unsure.delete(hash);
      }
      const text = JSON.stringify(shown);
      let version = this.#oldest.get(hash) ?? 0;
      while (version <= this.api.history.length && JSON.stringify(view(worldAt(version))) !== text) version++;
      if (version > this.api.history.length) {
        const wanted = JSON.stringify(view(worldAt(this.api.history.length)));
        return `${hash}\nshows   ${text}\nshould be (at the latest) ${wanted}`;
      }
      this.#oldest.set(hash, version);
    }
    return null;
  }

  #views(): [string, unknown, (world: World) => unknown][] {
    const views: [string, unknown, (world: World) => unknown][] = [];
    for (const filters of [...FILTERS, OTHER]) {
      const key = keys.contacts.list(filters);
      const data = this.client.getQueryData<InfiniteData<ContactPage>>(key);
      if (!data) continue;
      const shown = {
        total: data.pages[0]?.total,
        items: data.pages.flatMap(({ items }) => items).map(plain),
      };
      views.push([
        JSON.stringify(key),
        shown,
        (world) => {
          const items = listContacts(world, filters).map(plain);
          return { total: items.length, items };
        },
      ]);
    }
    const counts = this.client.getQueryData(keys.contacts.counts);
    views.push([JSON.stringify(keys.contacts.counts), counts, countContacts]);
    const categories = this.client.getQueryData<CategoryList>(keys.categories.list);
    views.push([
      JSON.stringify(keys.categories.list),
      { total: categories?.total, items: categories?.items.map(plainCategory) },
      (world) => {
        const { total, items } = listCategories(world);
        return { total, items: items.map(plainCategory) };
      },
    ]);
    const dashboard = this.client.getQueryData<Shown>(keys.stats.dashboard);
    const seen = ({ contacts, categories: n }: Shown) => ({ contacts, categories: n });
    views.push([
      JSON.stringify(keys.stats.dashboard),
      dashboard && seen(dashboard),
      (world) => seen(readDashboard(world)),
    ]);
    return views;
  }

  /**
   * The same for a list of which only some pages are loaded: it shows everybody down to where the last page
   * ended when it was read.
   */
  checkPages(filters: ContactFilters): string | null {
    const pages = this.client.getQueryData<InfiniteData<ContactPage>>(keys.contacts.list(filters))?.pages;
    const end = Number(pages?.at(-1)?.next_cursor ?? 0);
    const shown = pages?.flatMap(({ items }) => items).map(plain);
    const all = listContacts(this.expect(this.api.history.length), filters);
    const wanted = all.filter(({ id }) => id < 0 || id >= end).map(plain);
    const total = pages?.[0]?.total;
    if (total !== all.length) return `total ${total} instead of ${all.length}`;
    const [left, right] = [JSON.stringify(shown), JSON.stringify(wanted)];
    return left === right ? null : `down to ${end}\nshows     ${left}\nshould be ${right}`;
  }

  /** Everything in the cache as the server has it now. */
  checkFinal(): string | null {
    const { world } = this.api;
    for (const [hash, shown, view] of this.#views()) {
      if (JSON.stringify(shown) !== JSON.stringify(view(world))) {
        return `${hash}\nshows  ${JSON.stringify(shown)}\nserver ${JSON.stringify(view(world))}`;
      }
    }
    const found = this.client
      .getQueryData<InfiniteData<ContactPage>>(keys.contacts.list(SEARCH))
      ?.pages.flatMap(({ items }) => items.map(({ id }) => id));
    const wanted = listContacts(world, SEARCH).map(({ id }) => id);
    return JSON.stringify(found) === JSON.stringify(wanted) ? null : `search ${found} instead of ${wanted}`;
  }
}

type Shown = ReturnType<typeof readDashboard>;

function plain(contact: Contact) {
  const { phone, first_name, whatsapp_verified, category_ids } = contact;
  return { phone, first_name, whatsapp_verified, category_ids, out: contact.opted_out_at !== null };
}

function plainCategory({ name, color, contact_count }: Category) {
  return { name, color, contact_count };
}

function wrap(client: QueryClient) {
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
}

function useScreen() {
  const quiet = { notify: false };
  return {
    lists: [
      useContacts(FILTERS[0] ?? {}),
      useContacts(FILTERS[1] ?? {}),
      useContacts(FILTERS[2] ?? {}),
      useContacts(FILTERS[3] ?? {}),
    ],
    search: useContacts(SEARCH),
    counts: useContactCounts(),
    categories: useCategories(),
    dashboard: useDashboard(),
    createContact: useCreateContact(quiet),
    updateContact: useUpdateContact(quiet),
    deleteContact: useDeleteContact(quiet),
    optOut: useOptOut(quiet),
    optIn: useOptIn(quiet),
    createCategory: useCreateCategory(quiet),
    updateCategory: useUpdateCategory(quiet),
    deleteCategory: useDeleteCategory(quiet),
    add: useAddToCategory(quiet),
    remove: useRemoveFromCategory(quiet),
  };
}

function mount(client: QueryClient) {
  return renderHook(useScreen, { wrapper: wrap(client) });
}
