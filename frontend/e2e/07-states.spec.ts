import type { Page } from '@playwright/test';
import { expect, SUPER_ADMIN, signIn, test } from './support/app';
import { expectAccessible, settle } from './support/looks';

test.beforeEach(({ page }) => signIn(page, SUPER_ADMIN));

/** Pages and the answer that each of them cannot do without. */
const PAGES: [string, RegExp][] = [
  ['/', /\/api\/dashboard\/stats/],
  ['/contacts', /\/api\/contacts\?/],
  ['/categories', /\/api\/categories/],
  ['/campaigns', /\/api\/campaigns\?/],
  ['/messages', /\/api\/messages\?/],
  ['/monitoring', /\/api\/monitoring\/stats/],
  ['/settings/senders', /\/api\/senders/],
  ['/settings/templates', /\/api\/templates/],
  ['/settings/users', /\/api\/users/],
  ['/settings/api-keys', /\/api\/api-keys/],
  ['/settings/database', /\/api\/installation\/restored/],
];

/** The database is away for these; the stream is cut too, since it would bring the same. */
async function breakAnswers(page: Page, answers: RegExp): Promise<void> {
  await page.route('**/api/events', (route) => route.abort());
  await page.route(answers, (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error: { code: 'database_unavailable', message: 'away', details: {}, request_id: 'r-503' },
      }),
    }),
  );
}

test('every page says what went wrong and tries again', async ({ page, complaints }) => {
  test.setTimeout(240_000);
  for (const [path, answers] of PAGES) {
    await test.step(path, async () => {
      await breakAnswers(page, answers);
      await page.goto(path);
      // The app asks three times by itself first.
      const alert = page.getByRole('alert').filter({ hasText: 'The database is away' }).first();
      await expect(alert).toBeVisible({ timeout: 20_000 });
      await expectAccessible(page);
      await page.unroute(answers);
      await page.unroute('**/api/events');
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(alert).toHaveCount(0);
    });
  }
  // The stream that was cut on purpose.
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('net::ERR_FAILED')));
});

test('without a network the page stays and says so', async ({ page, context, complaints }) => {
  await page.goto('/campaigns');
  await expect(page.getByText('Rentrée').first()).toBeVisible();
  await settle(page);
  await context.setOffline(true);
  await expect(page.getByText('You are offline', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('Rentrée').first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('You are offline', { exact: false })).toHaveCount(0);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('net::ERR_')));
});
