import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium, type Page, test } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { BROWSER_FLAGS, findBrowser } from '../e2e/support/browser';
import { findStack } from '../e2e/support/stack';

// Lighthouse on the built app as the API serves it, and the time from a click to the page it leads to.
const RESULT = new URL('../test-results/pages.json', import.meta.url);
const USER = { username: 'measurer', password: 'a sentence for measuring' };
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const PORT = 9333;
const ROUNDS = 5;

const result: Record<string, unknown> = {};

test.afterAll(() => {
  mkdirSync(new URL('.', RESULT), { recursive: true });
  writeFileSync(RESULT, JSON.stringify(result, null, 2));
  console.log(JSON.stringify(result, null, 2));
});

test('Lighthouse', async ({ request }) => {
  const { baseUrl, setupCode } = findStack();
  const made = await request.post(`${baseUrl}/api/auth/setup`, {
    data: { ...USER, code: setupCode },
    headers: { origin: baseUrl },
  });
  const cookie = made.headers()['set-cookie']?.split(';')[0] ?? '';
  const { executablePath } = await findBrowser();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...BROWSER_FLAGS, `--remote-debugging-port=${PORT}`],
  });
  for (const profile of ['desktop', 'mobile'] as const) {
    for (const [name, path, session] of [
      ['sign-in', '/sign-in', ''],
      ['dashboard', '/', cookie],
    ] as const) {
      const scores: number[][] = [];
      for (let round = 0; round < 3; round++) {
        const run = await lighthouse(
          baseUrl + path,
          {
            port: PORT,
            logLevel: 'error',
            onlyCategories: [...CATEGORIES],
            extraHeaders: { Cookie: session },
          },
          profile === 'desktop' ? desktopConfig : undefined,
        );
        scores.push(CATEGORIES.map((id) => Math.round((run?.lhr.categories[id]?.score ?? 0) * 100)));
        const failed = Object.values(run?.lhr.audits ?? {}).filter(
          (audit) => audit.score !== null && audit.score < 0.9,
        );
        result[`${name} ${profile} below 90`] = failed.map(
          ({ id, displayValue }) => `${id} ${displayValue ?? ''}`,
        );
      }
      result[`${name} ${profile}`] = Object.fromEntries(
        CATEGORIES.map((id, index) => [id, median(scores.map((row) => row[index] ?? 0))]),
      );
    }
  }
  await browser.close();
});

test('from a click to the page, with what it needs in the cache', async ({ page, request }) => {
  const { baseUrl } = findStack();
  await page.request.post(`${baseUrl}/api/auth/login`, { data: USER, headers: { origin: baseUrl } });
  await request.dispose();
  await page.goto(baseUrl);
  const places = ['Contacts', 'Categories', 'Campaigns', 'Messages', 'Monitoring', 'Settings', 'Dashboard'];
  for (const place of places) await visit(page, place);
  for (const place of places) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await visit(page, place === 'Dashboard' ? 'Contacts' : 'Dashboard');
      times.push(await visit(page, place));
    }
    result[`click to ${place}, ms`] = { median: median(times), most: Math.max(...times) };
  }
});

test('from a click to a new contact and a new category on screen, before the answer', async ({ page }) => {
  const { baseUrl } = findStack();
  await page.request.post(`${baseUrl}/api/auth/login`, { data: USER, headers: { origin: baseUrl } });
  const times: Record<string, number[]> = { contact: [], category: [] };
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const name = `Nouvelle ${round}`;
    await page.goto(`${baseUrl}/contacts`);
    await page.getByRole('button', { name: 'New contact' }).first().click();
    await page.getByRole('textbox', { name: 'WhatsApp number' }).fill(`+2290197${100_000 + round}`);
    await page.getByRole('textbox', { name: 'First name' }).fill(name);
    times.contact?.push(await clickAndSee(page, 'Create the contact', name));
    await page.goto(`${baseUrl}/categories`);
    await page.getByRole('button', { name: 'New category' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    times.category?.push(await clickAndSee(page, 'Create', name));
  }
  for (const [what, measured] of Object.entries(times)) {
    result[`click to the new ${what}, ms`] = { median: median(measured), most: Math.max(...measured) };
  }
});

/** Click a button of the dialog; milliseconds until `text` stands outside of it, measured in the page. */
async function clickAndSee(page: Page, button: string, text: string): Promise<number> {
  const took = await page
    .getByRole('dialog')
    .getByRole('button', { name: button })
    .evaluate(
      (element, wanted) =>
        new Promise<number>((resolve) => {
          const began = performance.now();
          const watcher = new MutationObserver(() => {
            const shown = [...document.querySelectorAll('main *')].some((one) => one.textContent === wanted);
            if (!shown) return;
            watcher.disconnect();
            resolve(performance.now() - began);
          });
          watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
          (element as HTMLElement).click();
        }),
      text,
    );
  return Math.round(took * 10) / 10;
}

/** Click a place of the navigation; milliseconds until its heading is in the document, measured in the page. */
async function visit(page: Page, place: string): Promise<number> {
  const link = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: place });
  const took = await link.evaluate(
    (element, wanted) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        const isThere = () =>
          [...document.querySelectorAll('h1')].some((heading) => wanted.test(heading.textContent ?? '')) &&
          requestAnimationFrame(() => resolve(performance.now() - began)) > 0;
        const watcher = new MutationObserver(() => isThere() && watcher.disconnect());
        watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
        (element as HTMLElement).click();
      }),
    place === 'Settings' ? /Settings|Account/ : new RegExp(`^${place}`),
  );
  return Math.round(took * 10) / 10;
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
