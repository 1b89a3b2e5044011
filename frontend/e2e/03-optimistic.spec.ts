import { expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import { settle } from './support/looks';

test.beforeEach(({ page }) => signIn(page, SUPER_ADMIN));

const CREATE = '**/api/contacts';

test('a new contact is there before the answer, and gone again when the server refuses', async ({ page }) => {
  const { total } = await read<{ total: number }>(page, '/api/contacts/counts');
  let refuse: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  await page.route(CREATE, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await held;
    await route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error: { code: 'database_unavailable', message: 'away', details: {}, request_id: 'r-1' },
      }),
    });
  });
  await page.goto('/contacts');
  await settle(page);
  await fillContact(page, 'Refusée', '97 12 34 56');
  // The answer is still held back: what is on screen now came before it.
  await expect(page.getByText('Refusée').first()).toBeVisible();
  await expect(page.getByText(String(total + 1)).first()).toBeVisible();
  refuse();
  await expect(page.getByText('The database is away', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Refusée/ })).toHaveCount(0);
  expect((await read<{ total: number }>(page, '/api/contacts/counts')).total).toBe(total);
});

test('a new contact that is taken stays, and every count with it', async ({ page }) => {
  const before = await read<{ total: number }>(page, '/api/contacts/counts');
  await page.goto('/contacts');
  await settle(page);
  await fillContact(page, 'Gardée', '97 65 43 21');
  await expect(page.getByText('Gardée').first()).toBeVisible();
  await expect
    .poll(async () => (await read<{ total: number }>(page, '/api/contacts/counts')).total)
    .toBe(before.total + 1);
  await page.reload();
  await expect(page.getByText('Gardée').first()).toBeVisible();
});

async function fillContact(
  page: import('@playwright/test').Page,
  name: string,
  number: string,
): Promise<void> {
  await page.getByRole('button', { name: 'New contact' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Country').click();
  await dialog.getByLabel('Country').fill('Benin');
  await page.getByRole('option', { name: /Benin/ }).click();
  await dialog.getByLabel('Phone number').fill(`01 ${number}`);
  await dialog.getByLabel('First name').fill(name);
  await dialog.getByRole('button', { name: /^(Create|Save|Create contact)/ }).click();
}
