import type { Locator, Page } from '@playwright/test';
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
    ['settings-general', '/settings/general'],
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

test.describe('on a phone in French', () => {
  test.use({ viewport: PHONE, locale: 'fr-FR' });

  test('all tabs of a campaign are seen with their numbers, and why people were left out', async ({
    page,
  }) => {
    await signIn(page, SUPER_ADMIN);
    const id = (await read<Page1>(page, '/api/campaigns?limit=1')).items[0]?.id;
    await page.route(`**/api/campaigns/${id}/stats`, async (route) => {
      const stats = (await (await route.fetch()).json()) as { message_1: object };
      const message_1 = { ...stats.message_1, failed: 3, cancelled: 131 };
      await route.fulfill({ json: { ...stats, message_1, interaction_count: 1204 } });
    });
    await page.route(`**/api/campaigns/${id}/errors`, async (route) => {
      const errors = (await (await route.fetch()).json()) as object;
      const group = { message_type: 'message_1', reason: 'missing_variable:first_name', n: 131 };
      await route.fulfill({ json: { ...errors, cancelled: [group] } });
    });
    await page.goto(`/campaigns/${id}`);
    await settle(page);
    for (const name of ['Vue d’ensemble', 'Erreurs 134', /^Réponses 1,2/, 'Paramètres']) {
      await expectInWindow(page.getByRole('tab', { name }));
    }
    await expect(page.getByText('Cause : Valeur manquante : Prénom')).toBeVisible();
    await page.getByRole('link', { name: 'Voir les causes' }).click();
    await expect(page.getByRole('heading', { name: 'Jamais envoyés, par cause' })).toBeVisible();
  });

  test('what may be done with users and keys is seen without scrolling sideways', async ({ page }) => {
    await signIn(page, SUPER_ADMIN);
    await page.route('**/api/users', async (route) => {
      const users = (await (await route.fetch()).json()) as { items: object[] };
      const other = { ...users.items[0], id: 77, username: 'une.personne@exemple.bj', role: 'admin' };
      await route.fulfill({ json: { ...users, items: [...users.items, other] } });
    });
    await page.goto('/settings/users');
    for (const name of ['Modifier', 'Désactiver', 'Supprimer']) {
      await expectInWindow(page.getByRole('button', { name: new RegExp(`^${name} .*une.personne`) }));
    }
    const key = { id: 1, name: 'Boutique', created_at: '2026-11-20T10:00:00Z', created_by: 'awa' };
    const never = { last_used_at: null, expires_at: null, revoked_at: null };
    await page.route('**/api/api-keys', (route) =>
      route.fulfill({ json: { items: [{ ...key, ...never }], total: 1 } }),
    );
    await page.goto('/settings/api-keys');
    await expectInWindow(page.getByRole('button', { name: /^Révoquer .*Boutique/ }));
  });
});

/** Nothing of it lies beyond the window's sides, where one would have to scroll a box, and nothing is cut off. */
async function expectInWindow(found: Locator): Promise<void> {
  await expect(found).toBeVisible();
  const { left, right, room, cut } = await found.evaluate((node) => {
    const { left, right } = node.getBoundingClientRect();
    const parts = [node, ...node.querySelectorAll('*')];
    const cut = parts.some((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1);
    return { left, right, room: document.documentElement.clientWidth, cut };
  });
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(room);
  expect(cut).toBe(false);
}
