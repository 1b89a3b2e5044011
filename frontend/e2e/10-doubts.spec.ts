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

const RIPE = '2026-11-22T14:05:00Z';
const LEFT = '2026-11-22T14:02:10Z';
const ITEM = {
  messages: 37,
  ripe: 37,
  since: LEFT,
  newest_at: '2026-11-22T14:03:45Z',
  held_open_until: '2026-11-23T14:03:45Z',
  window_closed: 0,
  twice_if_sent_again: 37,
  nothing_if_counted: 37,
};
const OF_MESSAGE_1 = {
  ...ITEM,
  message_type: 'message_1',
  reasons: [
    {
      code: 'intake_gap',
      text: 'Meta could not reach this server.',
      values: { from: LEFT, to: '2026-11-22T14:02:31Z', reason: 'api_away' },
      messages: 31,
      since: LEFT,
    },
    {
      code: 'low_traffic',
      text: 'Too little traffic.',
      values: { answered: 4, needed: 20 },
      messages: 6,
      since: LEFT,
    },
  ],
  moments: [
    { from_at: '2026-11-22T14:03:45Z', until_at: '2026-11-22T14:03:45Z', messages: 6 },
    { from_at: LEFT, until_at: '2026-11-22T14:02:12Z', messages: 31 },
  ],
};
const OF_MESSAGE_2 = {
  ...ITEM,
  message_type: 'message_2',
  messages: 5,
  ripe: 5,
  window_closed: 2,
  twice_if_sent_again: 3,
  nothing_if_counted: 5,
  reasons: [{ code: 'not_looked_at', text: '', values: {}, messages: 5, since: LEFT }],
  moments: [{ from_at: LEFT, until_at: '2026-11-22T14:02:11Z', messages: 5 }],
};
const DECIDED = {
  id: 1,
  message_type: 'message_1',
  decision: 'wait',
  left_before: RIPE,
  decided_at: '2026-11-22T14:08:00Z',
  decided_by: { kind: 'user', id: 1, name: 'awa' },
  messages: 37,
  heard_since: 0,
};

/** The campaign is as it is, but that some of its messages are in doubt: nothing here loses messages on purpose. */
async function putInDoubt(page: Page, id: number, items: object[]): Promise<void> {
  await page.route(`**/api/campaigns/${id}/stats`, async (route) => {
    const stats = (await (await route.fetch()).json()) as { message_1: object; message_2: object };
    const unknown = (states: object, n: number) => ({ ...states, unknown: n });
    await route.fulfill({
      json: { ...stats, message_1: unknown(stats.message_1, 37), message_2: unknown(stats.message_2, 5) },
    });
  });
  await page.route(`**/api/campaigns/${id}/doubts`, (route) =>
    route.request().method() === 'POST'
      ? route.continue()
      : route.fulfill({
          json: {
            campaign_id: id,
            status: 'sending',
            completed_at: null,
            read_at: '2026-11-22T14:10:00Z',
            ripe_before: RIPE,
            items,
            known_ends: { taken: 40, not_taken: 10 },
            verdicts: [DECIDED],
          },
        }),
  );
}

test.beforeEach(({ page }) => signIn(page, SUPER_ADMIN));

test('doubts are told with their risk, and decided with the keyboard', async ({ page }) => {
  const { items } = await read<{ items: { id: number }[] }>(page, '/api/campaigns');
  const id = items[0]?.id ?? 0;
  await putInDoubt(page, id, [OF_MESSAGE_1, OF_MESSAGE_2]);
  await page.goto(`/campaigns/${id}`);
  const panel = page.getByRole('region', { name: '42 messages in doubt' });
  await expect(panel).toBeVisible();
  await settle(page);
  await keepPicture(page, 'campaign-doubts');
  await expectAccessible(page);

  const choices = panel.getByRole('list', { name: 'What to do with Message 1' });
  await choices.getByRole('button', { name: 'Send again' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Send 37 messages again?' });
  await expect(dialog).toContainText('Up to 37 people get it twice');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await keepPicture(page, 'campaign-doubts-confirm');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await choices.getByRole('button', { name: 'Wait' }).focus();
  await page.keyboard.press('Enter');
  // In truth nothing of it is in doubt.
  await expect(panel.getByRole('status')).toHaveText('Nothing was changed.');
  await expect(panel.getByRole('status')).toBeFocused();
  await keepPicture(page, 'campaign-doubts-decided');

  await page.setViewportSize(PHONE);
  await page.reload();
  await expect(panel).toBeVisible();
  await settle(page);
  await expectNoSidewaysScroll(page);
  await keepPicture(page, 'campaign-doubts-phone');
});

test('in French, on a desk and on a phone', async ({ page }) => {
  const { items } = await read<{ items: { id: number }[] }>(page, '/api/campaigns');
  const id = items[0]?.id ?? 0;
  await putInDoubt(page, id, [OF_MESSAGE_1]);
  await page.addInitScript(() => localStorage.setItem('relance.language', 'fr'));
  for (const [name, size] of Object.entries({ desk: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    await page.goto(`/campaigns/${id}`);
    await expect(page.getByRole('heading', { name: '42 messages incertains' })).toBeVisible();
    await settle(page);
    await expectNoSidewaysScroll(page);
    await keepPicture(page, `campaign-doubts-fr-${name}`);
  }
  await expectAccessible(page);
});
