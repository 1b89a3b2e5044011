import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keys } from '@/lib/query-keys';
import { Session } from './testing/session';
import { makeContact } from './testing/world';
import type { CategoryList, ContactPage } from './types';

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

/** Contacts in all: of the list, of the counts, of the dashboard; then those of the first category. */
function readNumbers(session: Session): (number | null | undefined)[] {
  const list = session.shown<{ pages: ContactPage[] }>(keys.contacts.list({}));
  const counts = session.shown<{ total: number }>(keys.contacts.counts);
  const dashboard = session.shown<{ contacts: { total: number } }>(keys.stats.dashboard);
  const categories = session.shown<CategoryList>(keys.categories.list);
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
  expect(session.shown<{ categories: number }>(keys.stats.dashboard)?.categories).toBe(4);
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
  const before = structuredClone(session.shown(keys.contacts.list({})));
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
  expect(session.shown(keys.contacts.list({}))).toEqual(before);
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
  const shown = () => session.shown<{ contacts: { total: number } }>(keys.stats.dashboard);
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
  expect(session.shown(keys.stats.dashboard)).toMatchObject({
    sent: 7,
    contacts: { total: 4 },
  });
  await session.drain();
  session.close();
});

test('a read beside a change on its way ends, and what it knows of the change shows nowhere twice', async () => {
  const session = new Session();
  await session.open();
  session.screen.createContact.mutate({ phone: '+1900', first_name: 'new' });
  await session.flush();
  const [creation] = session.api.calls;
  if (!creation) throw new Error('nothing was sent');
  session.api.serve(creation, false);
  const reading = session.client.refetchQueries({ type: 'active' });
  await session.flush();
  for (const call of session.api.calls.filter(({ method }) => method === 'GET')) {
    session.api.serve(call, false);
    if (call.answer) call.settle(call.answer);
  }
  await session.flush();
  await reading;
  expect(readNumbers(session)).toEqual([6, 6, 6, 2]);
  const phones = () => session.screen.lists[0]?.data?.pages[0]?.items.map(({ phone }) => phone);
  expect(phones()?.filter((phone) => phone === '+1900')).toHaveLength(1);
  creation.fail(new TypeError('network'));
  await session.flush();
  expect(readNumbers(session)).toEqual([5, 5, 5, 2]);
  await session.drain();
  // It was done all the same: the read that follows tells.
  expect(readNumbers(session)).toEqual([6, 6, 6, 2]);
  session.close();
});
