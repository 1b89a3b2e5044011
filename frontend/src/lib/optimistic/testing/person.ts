import type { Category, Contact } from '../types';
import type { Call, FakeApi } from './fake-api';
import type { Screen } from './screen';
import { copyWorld, makeContact, type World } from './world';

/** Own contacts have a phone of this form; everybody else's are changed by others only. */
const OWN = /^\+1/;

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

/** Whoever uses the app: does what can be done with what is on screen, and knows what must come of it. */
export class Person {
  readonly #initial: World;
  readonly #deeds: Deed[] = [];
  /** What the person does not touch again: nobody knows what became of it until all has been read again. */
  readonly #lostPhones = new Set<string>();
  readonly #lostIds = new Set<number>();
  readonly #ids = new Map<number, number>();
  #counter = 0;

  constructor(
    private readonly api: FakeApi,
    private readonly look: () => Screen,
  ) {
    this.#initial = copyWorld(api.world);
  }

  get #screen(): Screen {
    return this.look();
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
      const deed = this.#deeds.find((other) => other.state === 'live' && other.about() === about);
      if (!deed) throw new Error(`whose is ${call.method} ${call.path}?`);
      if (deed.temporary !== null) {
        const { id } = call.answer.body as { id: number };
        this.#ids.set(deed.temporary, id);
        this.#lostIds.add(id);
      }
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

  /** One thing that a person can do with what is on screen. `pick` chooses which and with whom. */
  mutate(kind: number, pick: number): void {
    this.#counter += 1;
    const n = this.#counter;
    const contacts = this.#screen.lists[0]?.data?.pages
      .flatMap((page) => page.items)
      .filter(
        ({ id, phone }) => phone && OWN.test(phone) && !this.#lostPhones.has(phone) && !this.#lostIds.has(id),
      );
    const contact = contacts?.[pick % Math.max(1, contacts.length)];
    const all = this.#screen.categories.data?.items ?? [];
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
      this.#screen.createContact.mutateAsync({ phone, first_name, whatsapp_verified, category_ids }),
      (world) => {
        const id = this.#ids.get(temporary) ?? temporary;
        world.contacts.push(makeContact(id, phone, { first_name, whatsapp_verified, category_ids }));
      },
      temporary,
    );
  }

  #createCategory(n: number): void {
    const temporary = -1e6 - n;
    const request = { name: `c${n}`, color: '#444444' };
    this.#do(
      request.name,
      this.#screen.createCategory.mutateAsync(request),
      (world) => {
        if (world.categories.some(({ name }) => name === request.name)) return;
        world.categories.push({ id: this.#ids.get(temporary) ?? temporary, ...request });
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
    this.#do(phone ?? '', this.#screen.updateContact.mutateAsync({ id, change }), (world) =>
      Object.assign(world.contacts.find((other) => other.phone === phone) ?? {}, change),
    );
  }

  #deleteContact({ id, phone }: Contact): void {
    this.#do(phone ?? '', this.#screen.deleteContact.mutateAsync(id), (world) => {
      world.contacts = world.contacts.filter((other) => other.phone !== phone);
    });
  }

  #opt({ id, phone, opted_out_at }: Contact): void {
    const out = opted_out_at === null;
    const done = (out ? this.#screen.optOut : this.#screen.optIn).mutateAsync({ id });
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
    this.#do(now, this.#screen.updateCategory.mutateAsync({ id: category.id, change }), (world) =>
      Object.assign(find(world) ?? {}, change),
    );
  }

  #deleteCategory(category: Category): void {
    const [now, find] = this.#findCategory(category);
    this.#do(now, this.#screen.deleteCategory.mutateAsync(category.id), (world) => {
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
      ? this.#screen.add.mutateAsync({ categoryId, contactIds: [id] })
      : this.#screen.remove.mutateAsync({ categoryId, contactId: id });
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
    this.#deeds.push(deed);
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
    for (const { state, doneAt, apply } of this.#deeds) {
      if (state !== 'refused' || (doneAt !== null && doneAt <= version)) apply(world);
    }
    return world;
  }
}
