import { NO_TEXTS } from '@/lib/own-fields';
import type { ContactFilters } from '../types';
import type { PlainRequest } from './plain-request';
import { copyWorld, countContacts, listCategories, readDashboard, readPage, type World } from './world';

type Body = Record<string, unknown>;

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Body;
  /** What the server has decided, null while the request is still on its way to it. */
  answer: { status: number; body: unknown } | null;
  settle: (answer: { status: number; body: unknown }) => void;
  fail: (error: unknown) => void;
}

/** A change that took place on the server. `by` is null when somebody else made it. */
export interface Happening {
  apply: (world: World) => void;
  call: Call | null;
}

/** An API in memory: a test decides when a request reaches it, when its answer arrives, and what gets lost. */
export class FakeApi {
  readonly calls: Call[] = [];
  readonly history: Happening[] = [];
  /** Of everybody who was ever there, by id. */
  readonly phones = new Map<number, string>();
  #nextId = 1000;

  constructor(
    readonly world: World,
    private readonly pageSize: number,
  ) {
    this.#remember();
  }

  #remember(): void {
    for (const { id, phone } of this.world.contacts) if (phone) this.phones.set(id, phone);
  }

  fetch = (request: unknown): Promise<Response> => {
    const { url, method, body, signal } = request as PlainRequest;
    const { pathname, searchParams } = new URL(url.replace(/^.*?\/api/, 'http://x/api'));
    return new Promise((resolve, reject) => {
      const call: Call = {
        method,
        path: pathname,
        query: searchParams,
        body: body ? (JSON.parse(body) as Body) : {},
        answer: null,
        settle: (answer) => {
          this.#end(call);
          resolve(toResponse(answer));
        },
        fail: (error) => {
          this.#end(call);
          reject(error);
        },
      };
      this.calls.push(call);
      signal?.addEventListener('abort', () => call.fail(new DOMException('', 'AbortError')));
    });
  };

  #end(call: Call): void {
    const index = this.calls.indexOf(call);
    if (index >= 0) this.calls.splice(index, 1);
  }

  /** Something changes, and is remembered. */
  happen(apply: (world: World) => void, call: Call | null = null): void {
    apply(this.world);
    this.#remember();
    this.history.push({ apply, call });
  }

  /** The request reaches the server. `refuse`: it finds something wrong with a change. */
  serve(call: Call, refuse: boolean): void {
    if (call.answer) return;
    if (call.method === 'GET') call.answer = { status: 200, body: structuredClone(this.#read(call)) };
    else call.answer = refuse ? refusal(409, 'injected') : structuredClone(this.#change(call));
  }

  #read({ path, query }: Call): unknown {
    if (path === '/api/contacts/counts') return countContacts(this.world);
    if (path === '/api/categories') return listCategories(this.world);
    if (path === '/api/dashboard/stats') return readDashboard(this.world);
    const filters: ContactFilters = {};
    for (const [name, value] of query) {
      if (name === 'category_id') filters.category_id = Number(value);
      if (name === 'opted_out') filters.opted_out = value === 'true';
      // Only what the tests ask for.
      if (name === 'q') filters.q = value;
      if (name === 'sort') filters.sort = value as 'name';
      if (name === 'whatsapp_verified') filters.whatsapp_verified = value as 'true';
    }
    return readPage(this.world, filters, query.get('cursor'), this.pageSize);
  }

  #change(call: Call): { status: number; body: unknown } {
    const plan = planChange(call, this.world, () => {
      this.#nextId += 1;
      return this.#nextId;
    });
    if (!plan) return refusal(404, 'not_found');
    this.happen(plan.apply, call);
    return { status: call.method === 'DELETE' ? 204 : 200, body: plan.read?.(this.world) };
  }

  snapshot(): World {
    return copyWorld(this.world);
  }
}

interface Plan {
  apply: (world: World) => void;
  read?: (world: World) => unknown;
}

/** What a request does, null when what it is about is not there. */
function planChange(call: Call, world: World, nextId: () => number): Plan | null {
  const [, noun, first, verb, second] = call.path.split('/').slice(1);
  const id = Number(first);
  if (noun === 'categories') return planCategory(call, world, id, verb, Number(second), nextId);
  const wanted = call.body.category_ids as number[] | undefined;
  if (wanted?.some((category) => !world.categories.some((other) => other.id === category))) return null;
  if (!first) {
    const made = nextId();
    const { phone, first_name = null, category_ids = [], whatsapp_verified = null } = call.body;
    const contact = { ...EMPTY, id: made, phone, first_name, category_ids, whatsapp_verified };
    // The body is what the tests send.
    return {
      apply: (w) => void w.contacts.push(structuredClone(contact) as World['contacts'][number]),
      read: (w) => w.contacts.find((other) => other.id === made),
    };
  }
  if (!world.contacts.some((contact) => contact.id === id)) return null;
  const read = (w: World) => w.contacts.find((contact) => contact.id === id);
  const assign = (more: object) => ({ apply: (w: World) => void Object.assign(read(w) ?? {}, more), read });
  if (verb === 'opt-out')
    return assign({ opted_out_at: '2026-11-02T08:00:00Z', opted_out_reason: 'operator' });
  if (verb === 'opt-in') return assign({ opted_out_at: null, opted_out_reason: null });
  if (call.method === 'PATCH') return assign(call.body);
  return {
    apply: (w) => {
      w.contacts = w.contacts.filter((contact) => contact.id !== id);
    },
  };
}

function planCategory(
  call: Call,
  world: World,
  id: number,
  verb: string | undefined,
  contactId: number,
  nextId: () => number,
): Plan | null {
  if (!id) {
    const made = nextId();
    const { name, color } = call.body as { name: string; color: string };
    return {
      apply: (w) => void w.categories.push({ id: made, name, color }),
      read: (w) => listCategories(w).items.find((category) => category.id === made),
    };
  }
  if (!world.categories.some((category) => category.id === id)) return null;
  const find = (w: World) => listCategories(w).items.find((category) => category.id === id);
  if (verb) {
    const ids = contactId ? [contactId] : (call.body.ids as number[]);
    if (contactId && !world.contacts.some((c) => c.id === contactId && c.category_ids.includes(id)))
      return null;
    return { apply: (w) => file(w, ids, id, contactId === 0 || Number.isNaN(contactId)), read: () => ({}) };
  }
  if (call.method === 'PUT') {
    return {
      apply: (w) => void Object.assign(w.categories.find((c) => c.id === id) ?? {}, call.body),
      read: find,
    };
  }
  return { apply: (w) => dropCategory(w, id) };
}

export function file(world: World, ids: number[], categoryId: number, add: boolean): void {
  if (!world.categories.some((category) => category.id === categoryId)) return;
  for (const contact of world.contacts) {
    if (!ids.includes(contact.id)) continue;
    const others = contact.category_ids.filter((id) => id !== categoryId);
    contact.category_ids = add ? [...others, categoryId].sort((a, b) => a - b) : others;
  }
}

function dropCategory(world: World, id: number): void {
  world.categories = world.categories.filter((category) => category.id !== id);
  for (const contact of world.contacts)
    contact.category_ids = contact.category_ids.filter((other) => other !== id);
}

const EMPTY = {
  ...NO_TEXTS,
  attributes: {},
  verified_at: null,
  opted_out_at: null,
  opted_out_reason: null,
  interacted_at: null,
  created_at: '2026-11-02T08:00:00Z',
};

function refusal(status: number, code: string) {
  return { status, body: { error: { code, message: code, details: {}, request_id: 'r' } } };
}

/** As much of a Response as the client reads. */
function toResponse({ status, body }: { status: number; body: unknown }): Response {
  const text = body === undefined ? '' : JSON.stringify(body);
  const response = {
    ok: status < 400,
    status,
    statusText: '',
    headers: new Headers(),
    text: () => Promise.resolve(text),
    json: () => Promise.resolve(JSON.parse(text)),
  };
  return response as unknown as Response;
}
