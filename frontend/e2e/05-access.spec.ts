import { ADMIN, expect, SUPER_ADMIN, signIn, test } from './support/app';
import { expectAccessible, settle } from './support/looks';

test('an admin does everyday work, and neither users nor keys', async ({ page, browser, baseURL }) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/settings/users');
  await page
    .getByRole('button', { name: /add|new|create/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User name').fill(ADMIN.username);
  await dialog.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText(ADMIN.username, { exact: true })).toBeVisible();

  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const other = await context.newPage();
  await signIn(other, ADMIN);
  await other.goto('/settings');
  await settle(other);
  await expect(other.getByRole('link', { name: 'Templates' })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Users' })).toHaveCount(0);
  await expect(other.getByRole('link', { name: 'API keys' })).toHaveCount(0);
  for (const path of ['/settings/users', '/settings/api-keys']) {
    await other.goto(path);
    await expect(other.getByText(/super admin/i).first()).toBeVisible();
    await expect(other.getByRole('table')).toHaveCount(0);
  }
  expect((await other.request.get('/api/users')).status()).toBe(403);
  await context.close();
});

test('a session that was ended elsewhere leads to signing in, and back', async ({ page }) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/contacts');
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Messages' }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('who signed in long ago gives the password again, and what was begun goes on', async ({ page }) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/settings/users');
  // As the API answers 15 minutes after signing in.
  let confirmed = false;
  await page.route('**/api/users', (route) =>
    route.request().method() === 'POST' && !confirmed
      ? route.fulfill({
          status: 403,
          json: { error: { code: 'password_needed', message: '', details: {}, request_id: '' } },
        })
      : route.fallback(),
  );
  page.on('response', (answer) => {
    confirmed ||= answer.url().endsWith('/api/auth/confirm') && answer.status() === 204;
  });
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await dialog.getByLabel('User name').fill('chloe');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await dialog.getByRole('button', { name: 'Create' }).click();
  const again = page.getByRole('dialog', { name: 'Is it still you?' });
  await expect(again.getByLabel('Your password')).toBeFocused();
  await expectAccessible(page);
  await again.getByLabel('Your password').fill('not the password');
  await page.keyboard.press('Enter');
  await expect(again.getByRole('alert')).toBeVisible();
  await again.getByLabel('Your password').fill(SUPER_ADMIN.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('chloe can sign in now.')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
