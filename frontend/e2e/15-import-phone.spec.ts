import { expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import { expectAccessible, expectNoSidewaysScroll, keepPicture, PHONE, settle } from './support/looks';

// As an office in Porto-Novo has them: written locally, some with their code, one with a slip of the pen.
const FILE = [
  'Prénom;Téléphone;Ville;Opt-in WhatsApp;Date d’opt-in',
  ...Array.from({ length: 8 }, (_, n) => `Afi ${n};01 97 46 10 0${n};Porto-Novo;oui;1${n}/03/2026`),
  'Koffi;+229 01 97 46 10 10;Ouidah;oui;21/03/2026',
  'Sèna;+229 01 97 46 10 11;Ouidah;peut-être;22/03/2026',
  'Binta;+229 01 97 46 10 12;Ouidah;non;23/03/2026',
  'Ayo;pas encore;Cotonou;oui;24/03/2026',
].join('\r\n');

test.use({ viewport: PHONE, locale: 'fr-FR' });
test.beforeEach(({ page }) => signIn(page, SUPER_ADMIN));

test('on a phone, in French: the country is asked, the import is tried, made and taken back', async ({
  page,
}) => {
  await page.goto('/contacts/import');
  await page.locator('input[type=file]').setInputFiles({
    name: 'clients-porto-novo.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(FILE),
  });
  await expect(page.getByRole('heading', { name: 'Ce que contiennent les colonnes' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'La colonne « Opt-in WhatsApp » contient' })).toHaveValue(
    /^Consentement\s: oui ou non$/,
  );
  await expect(page.getByText('Le consentement de chaque personne est noté', { exact: false })).toBeVisible();
  await page.getByRole('combobox', { name: 'Catégorie' }).fill('Porto-Novo');
  await page.getByRole('heading', { name: 'Ce que contiennent les colonnes' }).click();
  const country = page.getByRole('combobox', { name: 'Pays des numéros sans indicatif' });
  await country.click();
  await country.fill('France');
  await page.getByRole('option', { name: /^France/ }).click();

  // Numbers of Benin would be strangers in France: it is asked before it starts.
  const question = page.getByText('Ces numéros sont-ils de ce pays : Bénin ?');
  await expect(question).toBeVisible();
  await page.getByRole('button', { name: 'Vérifier d’abord' }).click();
  await expect(page.getByText('Choisissez l’un des deux avant de démarrer l’import.')).toBeVisible();
  await settle(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'import-phone-fr-question');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Lire comme : Bénin' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText('+229 01 97 46 10 00')).toBeVisible();

  await page.getByRole('button', { name: 'Vérifier d’abord' }).click();
  await expect(page.getByText('Rien n’a encore été enregistré')).toBeVisible();
  await expect(page.getByText('Ce que deviendraient les lignes')).toBeVisible();
  await settle(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'import-phone-fr-dry-run');
  await expectAccessible(page);
  const before = await read<{ count: number }>(page, '/api/contacts/matching?q=Porto-Novo');
  expect(before.count).toBe(0);

  await page.getByRole('button', { name: 'Importer maintenant' }).click();
  // What the dry run told stands there until the import is done.
  await expect(page.getByRole('button', { name: 'Annuler cet import…' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Télécharger les lignes rejetées' })).toHaveAttribute(
    'href',
    /rejected\.csv\?form=original&language=fr$/,
  );
  await expect(page.getByText('le numéro de téléphone est refusé', { exact: false })).toBeVisible();
  await settle(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'import-phone-fr-done');

  await page.getByRole('button', { name: 'Annuler cet import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Annuler l’import ?' });
  await expect(
    dialog.getByText('11 contacts qu’il a créés seront supprimés', { exact: false }),
  ).toBeVisible();
  await page.screenshot({
    path: 'test-results/screenshots/import-phone-fr-undo.png',
    animations: 'disabled',
  });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Les supprimer' }).click();
  await expect(page.getByText('11 contacts ont été repris.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Annuler cet import…' })).toBeHidden();
});
