import { expect, SUPER_ADMIN, signIn, test } from './support/app';
import { expectAccessible, expectNoSidewaysScroll, keepPicture, PHONE, settle } from './support/looks';

test('a setting is changed while Relance runs, and what the environment sets is locked', async ({ page }) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/settings/general');
  const share = page.getByLabel('Share kept for replies');
  const save = page.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  const limit = page.getByLabel('Daily limit');
  await expect(limit).toBeDisabled();
  await expect(page.getByText('RELANCE_DAILY_LIMIT')).toBeVisible();

  await share.fill('1');
  await expect(page.getByText('Less than 1.')).toBeVisible();
  await save.click();
  await expect(page.getByText('Less than 1.')).toBeVisible();
  await share.fill('0.3');
  await save.click();
  await expect(page.getByText('The setting is saved and holds at once.')).toBeVisible();
  await expect(page.getByText(`by ${SUPER_ADMIN.username}`)).toBeVisible();
  await expect(save).toBeDisabled();

  // Meanwhile somebody else sets another value.
  await share.fill('0.4');
  const other = await page.request.patch('/api/settings', {
    data: { reply_share: 0.25 },
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(other.status()).toBe(200);
  await save.click();
  const refusal = page.getByRole('alert', { name: 'Somebody else' });
  await expect(refusal).toContainText('Share kept for replies: 0.25');
  await settle(page);
  await expectAccessible(page);
  await keepPicture(page, 'settings-general-conflict');
  await save.click();
  await expect(refusal).toHaveCount(0);
  await expect(share).toHaveValue(/^0\.4/);

  await settle(page);
  await keepPicture(page, 'settings-general-desktop');
  await page.setViewportSize(PHONE);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'settings-general-phone');
  await page.getByRole('button', { name: 'Back to the default' }).first().click();
  await save.click();
  await expect(share).toHaveValue(/^0\.2/);
});

test('words of STOP are seen by language, taken out and taken in again', async ({ page }) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/settings/general');
  const stop = page.getByRole('button', { name: /^French/ }).first();
  await stop.click();
  const word = page.getByRole('checkbox', { name: 'résilier', exact: true });
  await expect(word).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'stop', exact: true }).first()).toBeDisabled();
  await page.getByText('résilier', { exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The setting is saved and holds at once.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: /French.*1 taken out/ })).toBeVisible();
  await stop.click();
  await expect(word).not.toBeChecked();
  await settle(page);
  await expectAccessible(page);
  await keepPicture(page, 'settings-words-desktop');
  await page.setViewportSize(PHONE);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'settings-words-phone');
  await page.getByText('résilier', { exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: /taken out/ })).toHaveCount(0);
});
