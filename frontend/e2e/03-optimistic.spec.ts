import type { Page } from '@playwright/test';
import { expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import { keepPicture, settle } from './support/looks';

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
  await fillContact(page, 'Refusée', '+229 01 97 12 34 56');
  // The answer is still held back: what is on screen now came before it.
  await expect(page.getByRole('row', { name: /Refusée/ })).toBeVisible();
  await expect(allOf(page, total + 1)).toBeVisible();
  refuse();
  await expect(page.getByText('The database is away', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Refusée/ })).toHaveCount(0);
  await expect(allOf(page, total)).toBeAttached();
  // What was typed is not lost: the form is back with it.
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'First name' })).toHaveValue('Refusée');
  await keepPicture(page, 'contact-refused');
  expect((await read<{ total: number }>(page, '/api/contacts/counts')).total).toBe(total);
});

test('a new contact that is taken stays, and every count with it', async ({ page }) => {
  const before = await read<{ total: number }>(page, '/api/contacts/counts');
  await page.goto('/contacts');
  await settle(page);
  await fillContact(page, 'Gardée', '+229 01 97 65 43 21');
  await expect(page.getByRole('row', { name: /Gardée/ })).toBeVisible();
  await expect(allOf(page, before.total + 1)).toBeVisible();
  await expect
    .poll(async () => (await read<{ total: number }>(page, '/api/contacts/counts')).total)
    .toBe(before.total + 1);
  await page.reload();
  await expect(page.getByRole('row', { name: /Gardée/ })).toBeVisible();
});

/** The chip that says how many contacts there are. */
const allOf = (page: Page, count: number) =>
  page
    .getByRole('group', { name: 'By WhatsApp and opt-out' })
    .getByRole('button', { name: `All ${count}`, exact: true });

async function fillContact(page: Page, name: string, number: string): Promise<void> {
  await page.getByRole('button', { name: 'New contact' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'WhatsApp number' }).fill(number);
  await dialog.getByRole('textbox', { name: 'First name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create the contact' }).click();
}
