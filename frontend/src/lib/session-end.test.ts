import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { ApiError } from './api/errors';
import { nextOf, takeSessionEndNote, watchForSessionEnd } from './session-end';

const ended = new ApiError({ code: 'not_authenticated', message: '', status: 401 });

function watched() {
  const leave = vi.spyOn(window.location, 'replace').mockImplementation(() => {});
  const client = createQueryClient((error) => watchForSessionEnd(client, error));
  return { client, leave };
}

const refuse = (error: ApiError) => ({
  queryKey: keys.senders.list,
  queryFn: () => Promise.reject(error),
  retry: false,
});

afterEach(() => takeSessionEndNote());

test('a refused query of somebody who was signed in leads to the sign-in page, which is told why', async () => {
  const { client, leave } = watched();
  client.setQueryData(keys.me, { id: 1 });
  await client.fetchQuery(refuse(ended)).catch(() => {});
  expect(leave).toHaveBeenCalledWith('/sign-in');
  expect(takeSessionEndNote()).toBe(true);
  expect(takeSessionEndNote()).toBe(false);
});

test('a refused change does so too', async () => {
  const { client, leave } = watched();
  client.setQueryData(keys.me, { id: 1 });
  const change = client.getMutationCache().build(client, { mutationFn: () => Promise.reject(ended) });
  await change.execute(undefined).catch(() => {});
  expect(leave).toHaveBeenCalledOnce();
});

test('whoever was not signed in is left to the routes', async () => {
  const { client, leave } = watched();
  await client.fetchQuery(refuse(ended)).catch(() => {});
  expect(leave).not.toHaveBeenCalled();
});

test('a wrong password ends no session', async () => {
  const { client, leave } = watched();
  client.setQueryData(keys.me, { id: 1 });
  const wrong = new ApiError({ code: 'login_refused', message: '', status: 401 });
  await client.fetchQuery(refuse(wrong)).catch(() => {});
  expect(leave).not.toHaveBeenCalled();
});

test('the way back keeps the filters of the page', () => {
  expect(nextOf({ pathname: '/contacts', search: '?q=a&sort=name' })).toBe(
    `?next=${encodeURIComponent('/contacts?q=a&sort=name')}`,
  );
  expect(nextOf({ pathname: '/', search: '' })).toBe('');
});
