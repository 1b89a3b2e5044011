import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import { expectFunnel, readLedger } from './support/ledger';
import { expectAccessible, keepPicture, PHONE, settle } from './support/looks';

// Enough people for every kind of behaviour, few enough for a minute: 60 at 20 a second, 12 s to answer.
const PEOPLE = 60;
const FILE = 'test-results/clients.csv';

test.describe.configure({ mode: 'serial' });
test.beforeEach(({ page }) => signIn(page, SUPER_ADMIN));

test('a file becomes contacts of a new category', async ({ page }) => {
  writeClients();
  await page.goto('/contacts/import');
  await page.locator('input[type=file]').setInputFiles(FILE);
  await expect(page.getByRole('heading', { name: 'What the columns hold' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Category' }).fill('Clients');
  // Closes the suggestions, too.
  await page.getByRole('heading', { name: 'What the columns hold' }).click();
  await keepPicture(page, 'import-columns');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start the import' }).click();
  await expect(page).toHaveURL(/\/contacts\/import\/\d+$/);
  await expect(page.getByText('Done:', { exact: false }).first()).toBeVisible();
  await expect(
    page
      .getByRole('button', { name: /rejected lines/ })
      .or(page.getByRole('link', { name: /rejected lines/ })),
  ).toBeVisible();
  await keepPicture(page, 'import-done');

  await page.goto('/categories');
  await expect(page.getByText('Clients').first()).toBeVisible();
  const { items } = await read<{ items: { contact_count: number }[] }>(page, '/api/categories');
  expect(items.map((category) => category.contact_count)).toEqual([PEOPLE]);
});

test('a campaign goes out, is answered, answers back and closes by itself; the numbers are those of the ledger', async ({
  page,
  stack,
}) => {
  test.setTimeout(180_000);
  await page.goto('/campaigns/new');
  await page.getByLabel('Name of the campaign').fill('Rentrée');
  await page.getByRole('checkbox', { name: /^Clients/ }).click();
  await keepPicture(page, 'editor-recipients');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('button', { name: 'Choose welcome_offer (fr)' }).click();
  await page.getByRole('combobox', { name: 'Field' }).first().click();
  await page.getByRole('option', { name: 'First name' }).click();
  await page.getByLabel('If it is empty').first().fill('chère cliente, cher client');
  await settle(page);
  await keepPicture(page, 'editor-message-1');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('radio', { name: /^Text/ }).first().click();
  await page
    .getByLabel('Text', { exact: true })
    .fill('*Merci !* Voici votre _bon_ : https://example.org/bon');
  await settle(page);
  await keepPicture(page, 'editor-message-2');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();

  await expect(page.getByText('Ready to send.')).toBeVisible();
  await keepPicture(page, 'editor-check');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start now' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Rentrée' })).toBeVisible();
  await keepPicture(page, 'campaign-sending');
  // The stream moves the numbers; nothing is reloaded from here to the end.
  await expect(page.getByText('Waiting for replies').first()).toBeVisible({ timeout: 30_000 });
  await keepPicture(page, 'campaign-waiting');
  await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 60_000 });
  const ledger = await readLedger(stack.simulatorUrl);
  await expectFunnel(page, ledger);
  await keepPicture(page, 'campaign-completed');
  await expectAccessible(page);

  await page.setViewportSize(PHONE);
  await keepPicture(page, 'campaign-completed-phone');
});

test('who stayed silent is in the number “no interaction”, by name', async ({ page, stack }) => {
  const ledger = await readLedger(stack.simulatorUrl);
  const campaign = (await read<{ items: { id: number }[] }>(page, '/api/campaigns')).items[0]?.id ?? 0;
  await page.goto(`/campaigns/${campaign}?people=message_1.no_interaction`);
  await settle(page);
  const silent = await read<{ items: { phone: string }[] }>(
    page,
    `/api/campaigns/${campaign}/messages?type=message_1&state=no_interaction&limit=200`,
  );
  expect(silent.items.map(({ phone }) => phone).sort()).toEqual([...ledger.silent].sort());
  expect(silent.items.length).toBeGreaterThan(0);
  const shown = silent.items[0]?.phone ?? '';
  await expect(page.getByText(shown.slice(-4), { exact: false }).first()).toBeVisible();
  await keepPicture(page, 'campaign-no-interaction');
});

/** Names and numbers of Benin, Togo and France, one number twice and one that is none. */
function writeClients(): void {
  mkdirSync('test-results', { recursive: true });
  const names = [
    'Awa;Diop',
    'Kofi;Mensah',
    'Élodie;Martin',
    'Ibrahim;Traoré',
    'Zoé;Ahouansou',
    'Luc;N’Diaye',
  ];
  const lines = Array.from({ length: PEOPLE }, (_, index) => {
    const phone = `+22901970${String(10_000 + index * 137).slice(-5)}`;
    return `${names[index % names.length]};${phone};Cotonou`;
  });
  const all = ['Prénom;Nom;Téléphone;ville', ...lines, lines[0], 'Sans;Numéro;12;Lomé'];
  writeFileSync(FILE, `\ufeff${all.join('\r\n')}\r\n`);
}
