import { readFile } from 'node:fs/promises';
import { expect, SUPER_ADMIN, signIn, test } from './support/app';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  keepPicture,
  PHONE,
  settle,
} from './support/looks';
import { findStack } from './support/stack';

const LOOKS = [
  { name: 'desktop', viewport: DESKTOP, first: 1 },
  { name: 'phone', viewport: PHONE, first: 2 },
];

for (const { name: look, viewport, first } of LOOKS) {
  test.describe(look, () => {
    test.use({ viewport, locale: 'fr-FR' });

    test('a consent is written down, a copy is read, and the person is erased', async ({ page }, {
      retry,
    }) => {
      const phone = `+22901974611${first}${retry}`;
      await signIn(page, SUPER_ADMIN);
      const headers = { origin: findStack().baseUrl };
      const made = await page.request.post('/api/contacts', {
        data: { phone, first_name: 'Afiavi', attributes: { quartier: 'Zogbo' } },
        headers,
      });
      const { id } = (await made.json()) as { id: number };
      for (const consent of [
        {
          given: true,
          how: 'paper',
          words: 'J’accepte de recevoir vos offres.',
          source: 'Boutique de Cotonou',
        },
        { given: false, how: 'operator', words: 'Ne m’écrivez plus, merci' },
      ]) {
        await page.request.post(`/api/contacts/${id}/consents`, { data: consent, headers });
      }
      await page.goto(`/contacts/${id}`);
      await expect(page.getByText('Ne m’écrivez plus, merci')).toBeVisible();
      await settle(page);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await keepPicture(page, `consents-fr-${look}`);

      await page.getByRole('button', { name: 'Vie privée' }).click();
      await keepPicture(page, `privacy-fr-${look}`);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'Page à lire et à imprimer' }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`contact-${id}.html`);
      const copy = await readFile(await file.path(), 'utf8');
      const paper = await page.context().newPage();
      await paper.setContent(copy);
      await expect(paper.getByRole('heading', { name: 'Qui vous êtes ici' })).toBeVisible();
      await expect(paper.getByText('J’accepte de recevoir vos offres.')).toBeVisible();
      await expectNoSidewaysScroll(paper);
      await keepPicture(paper, `copy-fr-${look}`);
      await paper.close();

      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Vie privée' }).click();
      await page.getByRole('menuitem', { name: 'Effacer pour toujours' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText('une autre écriture du même numéro', { exact: false })).toBeVisible();
      await settle(page);
      await keepPicture(page, `erase-fr-${look}`);
      await dialog.getByRole('checkbox').check();
      await dialog.getByRole('button', { name: 'Effacer pour toujours' }).click();
      await expect(page.getByText('La personne est effacée.')).toBeVisible();
      const again = await page.request.post('/api/contacts', { data: { phone }, headers });
      expect(again.status()).toBe(409);
    });

    test('the words that stop are seen language by language', async ({ page }) => {
      await signIn(page, SUPER_ADMIN);
      await page.goto('/settings/general');
      await expect(page.getByText('STOP et START').first()).toBeVisible();
      await settle(page);
      await keepPicture(page, `words-fr-${look}`);
      await expectNoSidewaysScroll(page);
    });
  });
}
