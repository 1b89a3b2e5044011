import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ADMIN, expect, read, SUPER_ADMIN, signIn, test } from './support/app';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  keepPicture,
  PHONE,
  settle,
} from './support/looks';
import { findStack, SECRETS } from './support/stack';

// The last of the files: what it halts stays halted.
test.describe.configure({ mode: 'serial' });

const LOOKS = [
  { name: 'desk-en', size: DESKTOP, language: 'en', colours: 'light' },
  { name: 'phone-en', size: PHONE, language: 'en', colours: 'light' },
  { name: 'desk-fr-dark', size: DESKTOP, language: 'fr', colours: 'dark' },
  { name: 'phone-fr-dark', size: PHONE, language: 'fr', colours: 'dark' },
] as const;

test('a database that went back is told on every page, asked about, and answered', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, SUPER_ADMIN);
  const id = await startSlowly(page);
  await page.goto(`/campaigns/${id}`);
  await expect(page.getByText('Sending').first()).toBeVisible();
  await tellOfAMessageThatWasNeverMade(page);

  // Nobody reloads: the stream tells.
  const banner = page
    .getByText('Nothing leaves: this database was restored from a backup or copied.')
    .first();
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Paused').first()).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('until a super admin has said which, under Settings, Database')).toBeVisible();
  await keepPicture(page, 'restored-banner');

  await page.getByRole('link', { name: 'Answer', exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/database$/);
  const question = page.getByRole('region', { name: 'Is this a copy, or the restored original?' });
  await expect(question).toContainText('Meta speaks of a message that it never made.');
  await keepPicture(page, 'restored-reading');
  // What was under way has a quarter of a minute to end.
  const choose = question.getByRole('button', { name: 'It is the restored original' });
  await expect(choose).toBeEnabled({ timeout: 60_000 });
  // The logs do not know of that message: others may have left, too.
  await expect(question).toContainText('Not complete: more may have left since the backup.');
  await expectAccessible(page);

  await choose.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Answer: the restored original?' });
  await expect(dialog).toContainText('1 campaign is paused.');
  await expectAccessible(page);
  await keepPicture(page, 'restored-confirm');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the question in both languages, on a desk and on a phone', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, SUPER_ADMIN);
  for (const look of LOOKS) {
    await show(page, look);
    await keepPicture(page, `restored-asked-${look.name}`);
  }
  // As it is with logs of everything, which the tests cannot have.
  await page.route('**/api/installation/restored', async (route) => {
    const question = (await (await route.fetch()).json()) as object;
    await route.fulfill({
      json: { ...question, covered: true, left_unknown: 434, messages_waiting: 4120, reason: 'moved' },
    });
  });
  for (const look of LOOKS) {
    await show(page, look);
    await keepPicture(page, `restored-covered-${look.name}`);
  }
  await page.getByRole('button', { name: 'C’est une copie' }).click();
  await expect(page.getByRole('dialog')).toContainText('Les journaux des départs connaissent 434 messages');
  await keepPicture(page, 'restored-confirm-copy-phone-fr-dark');
});

test('somebody else sees it, and who must answer', async ({ page }) => {
  await signIn(page, ADMIN);
  await page.goto('/contacts');
  await expect(page.getByText('A super admin must say which.').first()).toBeVisible();
  await page.getByRole('link', { name: 'Details' }).click();
  await expect(page.getByText('Only a super admin can answer this.', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'It is a copy' })).toHaveCount(0);
  await keepPicture(page, 'restored-admin');
  // Nothing is said to be well beside it.
  await page.goto('/monitoring');
  const sending = page.getByRole('listitem').filter({ hasText: /^Sending/ });
  await expect(sending.getByText('Nothing leaves', { exact: true })).toBeVisible();
  await expect(page.getByText('Nothing leaves', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('All is well')).toHaveCount(0);
  await settle(page);
  await keepPicture(page, 'restored-monitoring');
});

test('answered, it is carried out, and campaigns are resumed by hand', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, SUPER_ADMIN);
  await page.goto('/settings/database');
  await page.getByRole('button', { name: 'It is the restored original' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'It is the restored original' }).click();
  const answered = page.getByRole('region', { name: 'Answered: the restored original' });
  await expect(answered).toContainText(`by ${SUPER_ADMIN.username}`);
  const held = answered.getByRole('link', { name: 'Relance lente' });
  await expect(held).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Nothing leaves', { exact: false })).toHaveCount(0, { timeout: 20_000 });
  await settle(page);
  await expectAccessible(page);
  await keepPicture(page, 'restored-settled');
  await expect(answered).toContainText('They wait for your decision');
  await held.click();
  await expect(page.getByRole('heading', { name: /messages in doubt$/ })).toBeVisible();
  await keepPicture(page, 'restored-campaign');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Sending').first()).toBeVisible();
});

async function show(page: Page, look: (typeof LOOKS)[number]): Promise<void> {
  await page.setViewportSize(look.size);
  await page.emulateMedia({ colorScheme: look.colours });
  await page.addInitScript((language) => localStorage.setItem('relance.language', language), look.language);
  await page.goto('/settings/database');
  await expect(page.getByRole('button', { name: /^(It is a copy|C’est une copie)$/ })).toBeEnabled();
  await settle(page);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

/** A campaign like the first one, slow enough to be halted in the middle. */
async function startSlowly(page: Page): Promise<number> {
  const { baseUrl } = findStack();
  const [like] = (await read<{ items: { id: number }[] }>(page, '/api/campaigns')).items;
  const { category_ids, variables, template } = await read<{
    category_ids: number[];
    variables: object;
    template: { name: string; language: string };
  }>(page, `/api/campaigns/${like?.id}`);
  const { name, language } = template;
  const started = await page.request.post(`${baseUrl}/api/campaigns/start`, {
    headers: { origin: baseUrl },
    data: { name: 'Relance lente', category_ids, variables, template: { name, language }, rate_per_s: 1 },
  });
  expect(started.status(), await started.text()).toBe(202);
  return ((await started.json()) as { id: number }).id;
}

/** An echo of ours with an id beyond all that the database knows: it must have been given out after a backup. */
async function tellOfAMessageThatWasNeverMade(page: Page): Promise<void> {
  const { baseUrl, simulatorUrl } = findStack();
  const ledger = await (await fetch(`${simulatorUrl}/_simulator/ledger/messages?cursor=0&limit=1`)).json();
  const [installation] = String((ledger as { data: { opaque: string }[] }).data[0]?.opaque).split('.');
  const status = {
    id: 'wamid.of-a-lost-message',
    status: 'sent',
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: '22901970000000',
    biz_opaque_callback_data: `${installation}.900000000.1`,
  };
  const metadata = { display_phone_number: '15550000000', phone_number_id: SECRETS.phoneNumberId };
  const value = { messaging_product: 'whatsapp', metadata, statuses: [status] };
  const entry = { id: SECRETS.businessAccountId, changes: [{ field: 'messages', value }] };
  const data = JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] });
  const signature = createHmac('sha256', SECRETS.appSecret).update(data).digest('hex');
  const answer = await page.request.post(`${baseUrl}/api/webhooks/whatsapp`, {
    data,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
  });
  expect(answer.status()).toBe(200);
}
