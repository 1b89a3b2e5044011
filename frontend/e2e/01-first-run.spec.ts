import { expect, SUPER_ADMIN, test } from './support/app';
import { expectAccessible, keepPicture, PHONE, settle } from './support/looks';

test('the first user is made with the printed code, and only with it', async ({ page, stack }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await expectAccessible(page);
  await keepPicture(page, 'setup-desktop');

  const fill = async (code: string) => {
    await page.getByLabel('Set-up code').fill(code);
    await page.getByLabel('User name').fill(SUPER_ADMIN.username);
    await page.getByLabel('Password', { exact: true }).fill(SUPER_ADMIN.password);
    await page.getByLabel('Repeat the password').fill(SUPER_ADMIN.password);
    await page.getByRole('button', { name: 'Create and sign in' }).click();
  };
  await fill('AAAA-AAAA-AAAA-AAAA');
  await expect(page.getByLabel('Set-up code')).toHaveAttribute('aria-invalid', 'true');
  await fill(stack.setupCode);
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  await settle(page);
  await keepPicture(page, 'dashboard-first-day');
});

test('afterwards there is only signing in, which leads where one wanted to go', async ({ page }) => {
  await page.goto('/setup');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/categories');
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
  await keepPicture(page, 'sign-in-desktop');
  await page.setViewportSize(PHONE);
  await keepPicture(page, 'sign-in-phone');

  await page.getByLabel('User name').fill(SUPER_ADMIN.username);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Password' }).fill(SUPER_ADMIN.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/categories$/);
});
