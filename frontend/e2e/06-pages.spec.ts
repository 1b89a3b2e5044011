import type { Page } from '@playwright/test';
import { expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  keepPicture,
  PHONE,
  settle,
} from './support/looks';

interface Page1 {
  items: { id: number }[];
}

/** Every page by its name in the pictures; ids are those of what the tests before have made. */
async function listPages(page: Page): Promise<[string, string][]> {
  const first = async (path: string) => (await read<Page1>(page, path)).items[0]?.id;
  const campaign = await first('/api/campaigns?limit=1');
  return [
    ['dashboard', '/'],
    ['contacts', '/contacts'],
    ['contact', `/contacts/${await first('/api/contacts?interacted=true&limit=1')}`],
    ['import', '/contacts/import'],
    ['import-job', `/contacts/import/${await first('/api/contacts/import?limit=1')}`],
    ['categories', '/categories'],
    ['category', `/categories/${await first('/api/categories')}`],
    ['campaigns', '/campaigns'],
    ['campaign', `/campaigns/${campaign}`],
    ['campaign-people', `/campaigns/${campaign}?people=interacted`],
    ['editor', '/campaigns/new'],
    ['messages', '/messages'],
    ['message', `/messages/${await first('/api/messages?limit=1')}`],
    ['monitoring', '/monitoring'],
    ['settings-account', '/settings/account'],
    ['settings-senders', '/settings/senders'],
    ['settings-templates', '/settings/templates'],
    ['settings-users', '/settings/users'],
    ['settings-api-keys', '/settings/api-keys'],
    ['settings-database', '/settings/database'],
    ['not-found', '/nowhere'],
  ];
}

const LOOKS = [
  { name: 'desktop-en', viewport: DESKTOP, locale: 'en-GB', colorScheme: 'light' },
  { name: 'phone-fr-dark', viewport: PHONE, locale: 'fr-FR', colorScheme: 'dark' },
] as const;

for (const { name: look, viewport, locale, colorScheme } of LOOKS) {
  test.describe(look, () => {
    test.use({ viewport, locale, colorScheme });
    test('every page is whole, accessible and fits', async ({ page }) => {
      test.setTimeout(240_000);
      await signIn(page, SUPER_ADMIN);
      for (const [name, path] of await listPages(page)) {
        await test.step(name, async () => {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await settle(page);
          await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
          await keepPicture(page, `${name}-${look}`);
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
        });
      }
    });
  });
}

test('the language is switched where one stands, and stays', async ({ page }) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/campaigns');
  await expect(page.getByRole('heading', { level: 1, name: 'Campaigns' })).toBeVisible();
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Campagnes' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Campagnes' })).toBeVisible();
});
