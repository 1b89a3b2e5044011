import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, SUPER_ADMIN, signIn, test } from './support/app';
import { settle } from './support/looks';
import { findStack } from './support/stack';

/** The API stands still, as under a frozen machine: connections stay open and nothing comes. */
async function whileFrozen(work: () => Promise<void>): Promise<void> {
  const pids = JSON.parse(readFileSync(join(findStack().folder, 'data/pids.json'), 'utf8')) as {
    api: number;
  };
  process.kill(pids.api, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pids.api, 'SIGCONT');
  }
}

test.beforeEach(({ page }) => signIn(page, SUPER_ADMIN));

test('live is said only while something arrives, and a page that is not live tells its age', async ({
  page,
}) => {
  await page.goto('/');
  const badge = page.getByRole('banner').getByRole('status');
  await expect(badge).toHaveText('Live');
  await settle(page);
  await whileFrozen(async () => {
    await expect(badge).toHaveText('Not live', { timeout: 20_000 });
    await expect(
      page.getByText(/The server does not answer at the moment.*Last news: .* ago\./),
    ).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
  // By itself, as soon as the server goes on.
  await expect(badge).toHaveText('Live', { timeout: 30_000 });
  await expect(page.getByText('The server does not answer')).toHaveCount(0);
});

test('a page opened while the server hangs says so, and can be tried again', async ({ page }) => {
  await page.goto('/settings/account');
  const badge = page.getByRole('banner').getByRole('status');
  await expect(badge).toHaveText('Live');
  await settle(page);
  await whileFrozen(async () => {
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await page.getByRole('button', { name: 'Try again' }).click({ timeout: 20_000 });
    await expect(badge).not.toHaveText('Live');
  });
  await expect(badge).toHaveText('Live', { timeout: 30_000 });
  await expect(page.getByText('The server does not answer')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible();
});

test('an app that starts while the server hangs says so within seconds', async ({ page, complaints }) => {
  // The page itself comes from the browser's cache or a proxy; what it asks for first does not come.
  let freed = false;
  await page.route('**/api/auth/me', async (route) => {
    if (freed) await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.getByText('The server has not answered yet.')).toBeVisible({ timeout: 10_000 });
  freed = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live');
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('net::ERR_')));
});

test('on a slow line the logo is there at once', async ({ page }) => {
  let go = () => {};
  const waited = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/assets/*.js', async (route) => {
    await waited;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('#root').getByText('Relance')).toBeVisible();
  await expect(page.locator('#root img')).toBeVisible();
  go();
  await expect(page.getByRole('navigation').getByText(/^Relance \d+\.\d+\.\d+$/)).toBeVisible();
});
