import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  keepPicture,
  keepView,
  PHONE,
  settle,
} from './support/looks';
import { findStack } from './support/stack';

const LONG = 'Adéwálé Oluwaseun d’Almeida-Houénouvi de Souza';

test.use({ locale: 'fr-FR' });

interface People {
  items: { id: number; first_name: string | null }[];
}

// Also what a try that failed left behind.
test.afterEach(async ({ page }) => {
  const { items } = await read<People>(page, `/api/contacts?q=${encodeURIComponent(LONG)}`);
  for (const { id } of items) {
    await page.request.delete(`/api/contacts/${id}`, { headers: { origin: findStack().baseUrl } });
  }
});

async function createLong(page: Page): Promise<void> {
  const created = await page.request.post('/api/contacts', {
    data: {
      phone: '+2290197456789',
      first_name: LONG,
      attributes: { quartier: 'Zogbo ; nord', client: true },
    },
    headers: { origin: findStack().baseUrl },
  });
  expect(created.status()).toBe(201);
}

test('long names are whole, numbers are grouped, and an own field is a column and in the file', async ({
  page,
}) => {
  await signIn(page, SUPER_ADMIN);
  await page.goto('/contacts');
  await createLong(page);
  await page.reload();
  const table = page.getByRole('table', { name: 'Contacts' });
  const name = table.getByRole('link', { name: LONG });
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: 850 });
    await settle(page);
    await expect(name).toBeVisible();
    const cut = await name.evaluate(
      ({ parentElement: box }) => box && box.scrollHeight > box.clientHeight + 1,
    );
    await keepPicture(page, `contacts-names-${width}`);
    expect(cut).toBe(false);
  }

  const number = table.getByText('+2290197456789');
  await expect(number.getByText('97', { exact: true })).toBeVisible();
  await number.evaluate((element) => getSelection()?.selectAllChildren(element));
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('+2290197456789');

  await page.getByRole('button', { name: 'Champs personnalisés en colonnes' }).click();
  await page.getByRole('checkbox', { name: 'quartier' }).check();
  await expectAccessible(page);
  await keepPicture(page, 'contacts-columns-menu');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(table.getByRole('columnheader', { name: 'quartier' })).toBeVisible();
  await expect(table.getByText('Zogbo ; nord')).toBeVisible();
  await keepPicture(page, 'contacts-own-column');

  await page.getByRole('button', { name: 'Exporter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Exporter' });
  await dialog.getByRole('radio', { name: 'CSV pour un tableur' }).check();
  await expect(dialog.getByRole('radio', { name: 'Point-virgule' })).toBeChecked();
  await keepPicture(page, 'export-dialog-fr');
  const arrives = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Télécharger' }).click();
  const lines = (await readFile(await (await arrives).path(), 'utf8')).split('\r\n');
  const header = lines[0]?.split(';') ?? [];
  expect(header[0]).toMatch(/^\ufeff/);
  expect(header).toContain('quartier');
  const line = lines.find((text) => text.includes(LONG)) ?? '';
  expect(line).toContain('"Zogbo ; nord"');
  expect(line).toContain('(+229) 01 97 45 67 89');
  const { total } = await read<{ total: number }>(page, '/api/contacts/counts');
  expect(lines.filter(Boolean).length).toBe(total + 1);

  await page.setViewportSize(PHONE);
  await settle(page);
  await expectNoSidewaysScroll(page);
  await keepView(page, 'contacts-names-phone');
});

test('the question how a file should look fits on a phone, in French, wherever a file is asked for', async ({
  page,
}) => {
  await signIn(page, SUPER_ADMIN);
  const { items } = await read<Found>(page, '/api/messages?limit=1');
  const campaign = `/campaigns/${items[0]?.campaign_id}`;
  const places = [
    { name: 'contacts', path: '/contacts', menu: 'Autres actions' },
    { name: 'messages', path: '/messages' },
    { name: 'campaign', path: campaign, menu: 'Autres actions' },
    { name: 'people', path: `${campaign}?people=message_1.read`, button: 'Exporter cette liste' },
  ];
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    for (const { name, path, menu, button = 'Exporter' } of places) {
      await page.goto(path);
      await settle(page);
      const more = page.getByRole('main').getByRole('button', { name: menu ?? 'none', exact: true });
      // On a wide screen the contacts' button stands by itself.
      if (menu && !(name === 'contacts' && viewport === DESKTOP)) {
        await more.click();
        await page.getByRole('menuitem', { name: button, exact: true }).click();
      } else await page.getByRole('button', { name: button, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Exporter', exact: true });
      await dialog.getByRole('radio', { name: 'CSV pour un tableur' }).check();
      await expect(dialog.getByRole('radio', { name: 'Point-virgule' })).toBeChecked();
      const href = (await dialog.getByRole('link', { name: 'Télécharger' }).getAttribute('href')) ?? '';
      const { pathname, searchParams } = new URL(href, page.url());
      expect(pathname).toMatch(/\/export$/);
      expect(searchParams.get('language')).toBe('fr');
      expect(searchParams.get('timezone')).toBe('Africa/Porto-Novo');
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await keepView(page, `export-dialog-fr-${name}-${viewport.width}`);
    }
  }
});

interface Found {
  items: { id: number; phone: string | null; campaign_id: number }[];
}

test('messages are found by the number as somebody says it, over all campaigns, and the file has just those', async ({
  page,
}) => {
  await signIn(page, SUPER_ADMIN);
  const { items } = await read<Found>(page, '/api/messages?limit=200');
  const phone = items.find((message) => message.phone)?.phone ?? '';
  const wanted = items.filter((message) => message.phone === phone);
  expect(wanted.length).toBeLessThan(items.length);
  const spaced = phone.slice(4).replace(/(\d\d)(?=\d)/g, '$1 ');

  await page.goto('/messages');
  await page.getByRole('searchbox', { name: 'Rechercher' }).fill(spaced);
  await expect(page).toHaveURL(/q=/);
  await settle(page);
  const table = page.getByRole('table', { name: 'Messages' });
  await expect(table.getByRole('row')).toHaveCount(wanted.length + 1);
  // In groups, which are drawn and not written.
  await expect(table.getByText(phone).first().getByText('97', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, 'messages-search');
  await page.getByRole('button', { name: 'Exporter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Exporter' });
  await dialog.getByRole('radio', { name: 'CSV pour un programme' }).check();
  const arrives = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Télécharger' }).click();
  const lines = (await readFile(await (await arrives).path(), 'utf8')).split('\r\n').filter(Boolean);
  expect(lines.length).toBe(wanted.length + 1);

  await page.setViewportSize(PHONE);
  await settle(page);
  await expect(page.getByRole('searchbox', { name: 'Rechercher' })).toHaveValue(spaced);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'messages-search-phone');
  await page.getByRole('searchbox', { name: 'Rechercher' }).fill('Zzyzx');
  await expect(page.getByText('Aucun message ne correspond')).toBeVisible();
});

test('own fields filter the contacts as they are typed, counted exactly, and their file', async ({
  page,
}) => {
  await signIn(page, SUPER_ADMIN);
  await createLong(page);
  await page.goto('/contacts');
  for (const [field, typed, chip] of [
    ['quartier', 'ZOGBO ; Nord', 'quartier : ZOGBO ; Nord'],
    ['client', 'Oui', 'client : Oui'],
  ] as const) {
    await page.getByRole('button', { name: 'Champ personnalisé', exact: true }).click();
    await page.getByRole('combobox', { name: 'Champ' }).fill(field);
    await page.getByRole('combobox', { name: 'Valeur' }).fill(typed);
    await expectAccessible(page);
    await keepPicture(page, `contacts-field-filter-${field}`);
    await page.getByRole('combobox', { name: 'Valeur' }).press('Enter');
    await expect(page.getByRole('button', { name: `Retirer le filtre ${chip}` })).toBeVisible();
    await expect(page.getByText('1 contact correspond')).toBeVisible();
  }
  await page.reload();
  await settle(page);
  await expect(page.getByRole('table', { name: 'Contacts' }).getByRole('link', { name: LONG })).toBeVisible();
  await expect(page.getByText('1 contact correspond')).toBeVisible();
  await keepPicture(page, 'contacts-filtered-by-fields');
  await page.getByRole('button', { name: 'Exporter' }).click();
  const link = page.getByRole('dialog', { name: 'Exporter' }).getByRole('link', { name: 'Télécharger' });
  const href = (await link.getAttribute('href')) ?? '';
  expect(new URL(href, page.url()).searchParams.getAll('field')).toEqual([
    'quartier:ZOGBO ; Nord',
    'client:true',
  ]);
  await page.keyboard.press('Escape');

  await page.setViewportSize(PHONE);
  await settle(page);
  await expectNoSidewaysScroll(page);
  await keepView(page, 'contacts-filtered-by-fields-phone');
  await page.getByRole('button', { name: 'Champ personnalisé', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Champ' })).toBeVisible();
  await keepView(page, 'contacts-field-filter-phone');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Retirer le filtre quartier/ }).click();
  await page.getByRole('button', { name: /^Retirer le filtre client/ }).click();
  await expect(page).toHaveURL(/\/contacts$/);
});
