import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { vi } from 'vitest';
import { type ContactFilters, type ContactPage, useContacts } from '@/hooks/useContacts';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { writeServerData } from '@/lib/server-data';
import { pendingOf } from '../pending';
import type { Category, Contact } from '../types';
import { projectView } from '../views';
import { FakeApi } from './fake-api';
import { Person } from './person';
import { FILTERS, mountScreen, OTHER, type Screen, SEARCH, wrap } from './screen';
import { countContacts, listCategories, listContacts, makeContact, readDashboard, type World } from './world';

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

/** One person with the app open: real client, real hooks, everything else in the hands of the test. */
export class Session {
  readonly client: QueryClient = createQueryClient();
  readonly api: FakeApi;
  readonly person: Person;
  /** Told of all that was ever on screen. */
  watch: (screen: Screen) => void = () => undefined;
  readonly #oldest = new Map<string, number>();
  readonly #unsure = new Set<string>();
  #hooks: ReturnType<typeof mountScreen> | null = null;
  #other: { unmount: () => void } | null = null;

  constructor(pageSize = 100, world = makeWorld()) {
    this.api = new FakeApi(world, pageSize);
    this.person = new Person(this.api, () => this.screen);
    vi.stubGlobal('fetch', this.api.fetch);
  }

  async open(): Promise<void> {
    this.#hooks = mountScreen(this.client, (screen) => this.watch(screen));
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
      // Changes that wait for each other fail one after the other, each in a task of its own, which takes 1 ms here.
      for (let round = 0; round < 4; round++) await vi.advanceTimersByTimeAsync(1);
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
    const wrapper = wrap(this.client);
    this.#other = renderHook(() => useContacts(OTHER), { wrapper });
  }

  /** What is on screen of an answer, if it were looked at now. */
  shown<Data>(key: QueryKey): Data | undefined {
    const data = this.client.getQueryData(key);
    return projectView(key, data, pendingOf(this.client).getSteps()) as Data | undefined;
  }

  get isQuiet(): boolean {
    return this.api.calls.length === 0 && this.client.isMutating() === 0 && this.client.isFetching() === 0;
  }

  /** What differs from every world that could be on screen, null when nothing does. */
  check(): string | null {
    const worlds = new Map<number, World>();
    const worldAt = (version: number) => {
      const world = worlds.get(version) ?? this.person.expect(version);
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
    for (const [index, filters] of [...FILTERS, OTHER].entries()) {
      const key = keys.contacts.list(filters);
      const data = this.screen.lists[index]?.data ?? this.shown<InfiniteData<ContactPage>>(key);
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
    const { counts, categories, dashboard } = this.screen;
    views.push([JSON.stringify(keys.contacts.counts), counts.data, countContacts]);
    views.push([
      JSON.stringify(keys.categories.list),
      { total: categories.data?.total, items: categories.data?.items.map(plainCategory) },
      (world) => {
        const { total, items } = listCategories(world);
        return { total, items: items.map(plainCategory) };
      },
    ]);
    const seen = ({ contacts, categories: n }: Pick<Shown, 'contacts' | 'categories'>) => ({
      contacts,
      categories: n,
    });
    views.push([
      JSON.stringify(keys.stats.dashboard),
      dashboard.data && seen(dashboard.data),
      (world) => seen(readDashboard(world)),
    ]);
    return views;
  }

  /**
   * The same for a list of which only some pages are loaded: it shows everybody down to where the last page
   * ended when it was read.
   */
  checkPages(filters: ContactFilters): string | null {
    const pages =
      this.screen.lists[FILTERS.findIndex((f) => f.category_id === filters.category_id)]?.data?.pages;
    const end = Number(pages?.at(-1)?.next_cursor ?? 0);
    const shown = pages?.flatMap(({ items }) => items).map(plain);
    const all = listContacts(this.person.expect(this.api.history.length), filters);
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
    const found = this.screen.search.data?.pages.flatMap(({ items }) => items.map(({ id }) => id));
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
