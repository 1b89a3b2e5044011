import { fc } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pendingOf } from './pending';
import { take } from './testing/actions';
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
        expect(pendingOf(session.client).isEmpty).toBe(true);
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

test('no frame shows a new contact twice or not at all, whatever is read beside it', async () => {
  const step = fc.record({
    kind: fc.constantFrom('serve', 'deliver', 'answer', 'read', 'read'),
    pick: fc.nat(1000),
    // Nothing is refused.
    more: fc.constant(1),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), async (steps) => {
      const session = new Session();
      await session.open();
      try {
        session.screen.createContact.mutate({ phone: '+1900', first_name: 'new' });
        await session.flush();
        const frames: Session['screen'][] = [];
        session.watch = (screen) => frames.push(screen);
        for (const action of steps) {
          await take(session, action, []);
          await session.flush();
        }
        await session.drain();
        for (const { lists, counts, dashboard, categories } of frames) {
          const items = lists[0]?.data?.pages.flatMap((page) => page.items) ?? [];
          expect(items.filter(({ phone }) => phone === '+1900')).toHaveLength(1);
          const totals = [
            lists[0]?.data?.pages[0]?.total,
            counts.data?.total,
            dashboard.data?.contacts.total,
          ];
          expect([...totals, items.length, categories.data?.total]).toEqual([6, 6, 6, 6, 3]);
        }
      } finally {
        session.close();
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 600_000);
