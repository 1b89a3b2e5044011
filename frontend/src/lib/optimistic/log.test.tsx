import { fc } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keys } from '@/lib/query-keys';
import { logOf } from './log-of';
import type { CategoryList, ContactPage } from './nouns';
import { type FakeApi, file } from './testing/fake-api';
import { makeWorld, type Push, Session } from './testing/session';
import { makeContact } from './testing/world';

// The client takes hold of `Request` when it is made, which is when it is imported.
await vi.hoisted(async () => {
  const { PlainRequest } = await import('./testing/plain-request');
  vi.stubGlobal('Request', PlainRequest);
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-03T08:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

/** More of them, others each time: `RUNS=1000 npx vitest run src/lib/optimistic`. */
const RUNS = Number(process.env.RUNS ?? 150);
/** The same ones by default: a test that is red one day in ten is of no use to whoever changes something else. */
const SEED = process.env.RUNS ? Date.now() : 20261129;

type Action = { kind: string; pick: number; more: number };

const actions = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'mutate',
      'mutate',
      'mutate',
      'serve',
      'serve',
      'deliver',
      'deliver',
      'answer',
      'answer',
      'answer',
      'answer',
      'others',
      'push',
      'pushed',
      'read',
      'lose',
      'other page',
      'wait',
    ),
    pick: fc.nat(1000),
    more: fc.nat(1000),
  }),
  { minLength: 1, maxLength: 45, size: 'max' },
);

/** A third of all changes are refused. */
const isRefused = (more: number) => more % 3 === 0;

async function take(session: Session, { kind, pick, more }: Action, pushes: Push[]): Promise<void> {
  const { api, client } = session;
  const call = api.calls[pick % Math.max(1, api.calls.length)];
  const answered = api.calls.filter(({ answer }) => answer);
  if (kind === 'mutate') session.person.mutate(more % 8, pick);
  if (kind === 'serve' && call) api.serve(call, isRefused(more));
  const due = answered[pick % Math.max(1, answered.length)];
  if (kind === 'deliver' && due?.answer) due.settle(due.answer);
  if (kind === 'answer' && call) {
    api.serve(call, isRefused(more));
    if (call.answer) call.settle(call.answer);
  }
  if (kind === 'lose' && call) session.person.lose(call);
  if (kind === 'others') actElsewhere(api, pick, more);
  if (kind === 'push') pushes.push(session.readPush());
  const push = kind === 'pushed' ? pushes.shift() : undefined;
  if (push) session.arrive(push);
  if (kind === 'read') {
    const queries = client.getQueryCache().getAll();
    const queryKey = queries[pick % Math.max(1, queries.length)]?.queryKey;
    if (queryKey) void client.invalidateQueries({ queryKey, exact: true });
  }
  if (kind === 'other page') session.toggleOther();
  if (kind === 'wait') {
    // What the stream says is never older than this.
    for (let old = pushes[0]; old && Date.now() + 900 - old.atMs > 2900; old = pushes[0]) {
      session.arrive(old);
      pushes.shift();
    }
    await session.pass(900);
  }
}

/** Somebody else changes people that the person of the session does not change. */
function actElsewhere(api: FakeApi, pick: number, more: number): void {
  const theirs = api.world.contacts.filter(({ phone }) => phone?.startsWith('+2'));
  const one = theirs[pick % Math.max(1, theirs.length)];
  const next = 2000 + api.history.length;
  const kind = more % 4;
  if (kind === 0) {
    const id = Math.max(0, ...api.world.contacts.map((contact) => contact.id)) + 1;
    if (!api.world.contacts.some((contact) => contact.id >= 1000)) {
      api.happen((world) => void world.contacts.push(makeContact(id, `+2${next}`, { first_name: 'm' })));
    }
  }
  if (kind === 1 && one) {
    api.happen((world) => {
      world.contacts = world.contacts.filter(({ id }) => id !== one.id);
    });
  }
  if (kind === 2 && one) api.happen((world) => file(world, [one.id], (pick % 3) + 1, more % 2 === 0));
  if (kind === 3) {
    api.happen((world) => {
      world.sent += 1;
    });
  }
}

test('whatever the order of changes, answers, refusals, reads and pushes, the screen is right', async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (steps) => {
      vi.setSystemTime(new Date('2026-11-03T08:00:00Z'));
      const session = new Session();
      const pushes: Push[] = [];
      await session.open();
      try {
        expect(session.check()).toBeNull();
        for (const step of steps) {
          await take(session, step, pushes);
          await session.flush();
          expect(session.check(), `after ${JSON.stringify(step)}`).toBeNull();
        }
        for (const push of pushes) session.arrive(push);
        await session.drain();
        expect(session.check(), 'when all is quiet').toBeNull();
        await session.client.invalidateQueries({ refetchType: 'none' });
        void session.client.refetchQueries();
        await session.drain();
        expect(session.checkFinal()).toBeNull();
        expect(logOf(session.client).isEmpty).toBe(true);
      } finally {
        session.close();
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 600_000);

test('pages that are loaded while changes are on their way join what is shown', async () => {
  const step = fc.record({
    kind: fc.constantFrom(
      'mutate',
      'mutate',
      'serve',
      'deliver',
      'answer',
      'answer',
      'answer',
      'more',
      'read',
    ),
    pick: fc.nat(1000),
    more: fc.nat(1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 35, size: 'max' }), async (steps) => {
      const world = makeWorld();
      world.contacts = Array.from({ length: 9 }, (_, index) =>
        makeContact(index + 1, `+1${index + 900}`, { category_ids: index % 2 ? [1] : [] }),
      );
      const session = new Session(3, world);
      await session.open();
      try {
        for (const action of steps) {
          const list = session.screen.lists[action.pick % 2];
          if (action.kind === 'more' && list?.hasNextPage) void list.fetchNextPage();
          else await take(session, action, []);
          await session.flush();
          expect(session.checkPages({}), `after ${JSON.stringify(action)}`).toBeNull();
          expect(session.checkPages({ category_id: 1 }), `after ${JSON.stringify(action)}`).toBeNull();
        }
        await session.drain();
        expect(session.checkPages({})).toBeNull();
        expect(session.checkPages({ category_id: 1 })).toBeNull();
      } finally {
        session.close();
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 600_000);

/** Contacts in all: of the list, of the counts, of the dashboard; then those of the first category. */
function readNumbers({ client }: Session): (number | null | undefined)[] {
  const list = client.getQueryData<{ pages: ContactPage[] }>(keys.contacts.list({}));
  const counts = client.getQueryData<{ total: number }>(keys.contacts.counts);
  const dashboard = client.getQueryData<{ contacts: { total: number } }>(keys.stats.dashboard);
  const categories = client.getQueryData<CategoryList>(keys.categories.list);
  const first = categories?.items.find(({ id }) => id === 1);
  return [list?.pages[0]?.total, counts?.total, dashboard?.contacts.total, first?.contact_count];
}

test('a change is on screen before mutate returns, in the list and in every count', async () => {
  const session = new Session();
  await session.open();
  expect(readNumbers(session)).toEqual([5, 5, 5, 2]);
  session.screen.createContact.mutate({ phone: '+1900', first_name: 'new', category_ids: [1] });
  expect(readNumbers(session)).toEqual([6, 6, 6, 3]);
  session.screen.deleteContact.mutate(1);
  expect(readNumbers(session)).toEqual([5, 5, 5, 2]);
  session.screen.createCategory.mutate({ name: 'c', color: '#444444' });
  expect(session.client.getQueryData<{ categories: number }>(keys.stats.dashboard)?.categories).toBe(4);
  await session.flush();
  expect(session.screen.lists[0]?.data?.pages[0]?.items[0]).toMatchObject({
    first_name: 'new',
    pending: true,
  });
  await session.drain();
  session.close();
});

test('a refusal restores exactly what was there, and leaves its neighbours', async () => {
  const session = new Session();
  await session.open();
  const before = structuredClone(session.client.getQueryData(keys.contacts.list({})));
  session.screen.deleteContact.mutate(1);
  await session.flush();
  const [deletion] = session.api.calls;
  session.screen.createContact.mutate({ phone: '+1900', first_name: 'new' });
  await session.flush();
  if (deletion) {
    session.api.serve(deletion, true);
    if (deletion.answer) deletion.settle(deletion.answer);
  }
  await session.flush();
  expect(readNumbers(session)).toEqual([6, 6, 6, 2]);
  const creation = session.api.calls.find(({ method }) => method === 'POST');
  if (creation) session.person.lose(creation);
  await session.flush();
  expect(session.client.getQueryData(keys.contacts.list({}))).toEqual(before);
  await session.drain();
  session.close();
});

test('a contact that is still being created can be edited: the server hears of it under the id it gave', async () => {
  const session = new Session();
  await session.open();
  session.screen.createContact.mutate({ phone: '+1900', first_name: 'new' });
  await session.flush();
  const id = session.screen.lists[0]?.data?.pages[0]?.items[0]?.id ?? 0;
  expect(id).toBeLessThan(0);
  session.screen.updateContact.mutate({ id, change: { first_name: 'newer' } });
  await session.drain();
  expect(session.api.world.contacts.at(-1)).toMatchObject({ phone: '+1900', first_name: 'newer' });
  expect(session.screen.lists[0]?.data?.pages[0]?.items[0]).toMatchObject({ first_name: 'newer' });
  session.close();
});

test('changes of one contact reach the server in the order in which they were made', async () => {
  const session = new Session();
  await session.open();
  session.screen.createContact.mutate({ phone: '+1900' });
  await session.flush();
  const temporary = session.screen.lists[0]?.data?.pages[0]?.items[0]?.id ?? 0;
  session.screen.optOut.mutate({ id: temporary });
  await session.flush();
  const [creation] = session.api.calls;
  if (creation) session.api.serve(creation, false);
  if (creation?.answer) creation.settle(creation.answer);
  await session.flush();
  const id = session.screen.lists[0]?.data?.pages[0]?.items[0]?.id ?? 0;
  expect(id).toBeGreaterThan(0);
  session.screen.optIn.mutate({ id });
  await session.flush();
  const sent = () => session.api.calls.filter(({ method }) => method !== 'GET').map(({ path }) => path);
  expect(sent()).toEqual([`/api/contacts/${id}/opt-out`]);
  await session.drain();
  expect(session.api.world.contacts.at(-1)).toMatchObject({ phone: '+1900', opted_out_at: null });
  session.close();
});

test('an answer that the stream has overtaken takes nothing back, and is asked for again', async () => {
  const session = new Session();
  await session.open();
  const shown = () => session.client.getQueryData<{ contacts: { total: number } }>(keys.stats.dashboard);
  void session.client.invalidateQueries({ queryKey: keys.stats.dashboard });
  await session.flush();
  const asked = session.api.calls.find(({ path }) => path.endsWith('/dashboard/stats'));
  if (!asked) throw new Error('nothing was asked');
  session.api.serve(asked, false);
  session.api.happen((world) => void world.contacts.push(makeContact(9, '+2009')));
  session.arrive(session.readPush());
  expect(shown()?.contacts.total).toBe(6);
  if (asked.answer) asked.settle(asked.answer);
  await session.flush();
  expect(shown()?.contacts.total).toBe(6);
  session.api.happen((world) => void world.contacts.push(makeContact(10, '+2010')));
  await session.drain();
  expect(shown()?.contacts.total).toBe(7);
  session.close();
});

test('what the stream says of others is on screen while a change is on its way', async () => {
  const session = new Session();
  await session.open();
  session.screen.deleteContact.mutate(1);
  await session.flush();
  session.api.happen((world) => {
    world.sent = 7;
  });
  session.arrive(session.readPush());
  expect(session.client.getQueryData(keys.stats.dashboard)).toMatchObject({
    sent: 7,
    contacts: { total: 4 },
  });
  await session.drain();
  session.close();
});
