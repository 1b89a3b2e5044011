import { test as base, expect, type Page } from '@playwright/test';
import { findStack, type Stack } from './stack';

/** The people of the tests. */
export const SUPER_ADMIN = { username: 'awa', password: 'une phrase facile à retenir' };
export const ADMIN = { username: 'kofi', password: 'another easy sentence' };

interface Fixtures {
  stack: Stack;
  /** What the browser's console complained of; the test fails on anything that is left here. */
  complaints: string[];
}

/** Playwright's test on the running stack. A complaint of the console (also of the policy) fails the test. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
  stack: async ({}, use) => use(findStack()),
  baseURL: async ({ stack }, use) => use(stack.baseUrl),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The browser reports every answer above 399 as an error, also one that a form expects and explains. */
function isRefusal(text: string): boolean {
  return /^Failed to load resource: the server responded with a status of (4\d\d|503)/.test(text);
}

/** Sign in through the API: the page begins with the session's cookie. */
export async function signIn(page: Page, who: { username: string; password: string }): Promise<void> {
  const { baseUrl } = findStack();
  const answer = await page.request.post(`${baseUrl}/api/auth/login`, {
    data: who,
    headers: { origin: baseUrl },
  });
  expect(answer.status()).toBe(200);
}

/** Read from the API as the person signed in. */
export async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(findStack().baseUrl + path);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as T;
}
