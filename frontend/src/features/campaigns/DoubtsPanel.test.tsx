import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CampaignDoubts, DoubtsOfType } from '@/hooks/useDoubts';
import en from '@/i18n/en';
import fr from '@/i18n/fr';
import { createQueryClient } from '@/lib/query-client';
import { DoubtsPanel } from './DoubtsPanel';
import type { Stats } from './useLiveCampaign';

const STATES = {
  pending: 0,
  sending: 0,
  held: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  unknown: 0,
  cancelled: 0,
  no_interaction: 0,
}; // prettier-ignore
const stats = (unknown: number): Stats =>
  ({ campaign_id: 3, status: 'sending', message_1: { ...STATES, unknown }, message_2: STATES }) as Stats;

const OF_TYPE: DoubtsOfType = {
  message_type: 'message_1',
  messages: 12,
  ripe: 12,
  since: '2026-11-22T14:02:10Z',
  newest_at: '2026-11-22T14:02:11Z',
  held_open_until: '2026-11-23T14:02:11Z',
  window_closed: 0,
  twice_if_sent_again: 12,
  nothing_if_counted: 12,
  reasons: [
    {
      code: 'intake_gap',
      text: 'in English',
      values: { from: '2026-11-22T14:02:10Z', to: '2026-11-22T14:02:31Z', reason: 'api_away' },
      messages: 12,
      since: '2026-11-22T14:02:10Z',
    },
  ],
  moments: [{ from_at: '2026-11-22T14:02:10Z', until_at: '2026-11-22T14:02:11Z', messages: 12 }],
};
const DOUBTS: CampaignDoubts = {
  campaign_id: 3,
  status: 'sending',
  completed_at: null,
  read_at: '2026-11-22T14:10:00Z',
  ripe_before: '2026-11-22T14:05:00Z',
  items: [OF_TYPE],
  known_ends: { taken: 40, not_taken: 10 },
  verdicts: [
    {
      id: 1,
      message_type: 'message_1',
      decision: 'wait',
      left_before: null,
      decided_at: '2026-11-22T14:08:00Z',
      decided_by: { kind: 'user', id: 1, name: 'awa' },
      messages: 12,
      heard_since: 0,
    },
  ],
};

/** What the server answers, and what it was asked to do. */
let doubts: CampaignDoubts;
let decisions: unknown[];
let refuses: boolean;

beforeEach(async () => {
  doubts = DOUBTS;
  decisions = [];
  refuses = false;
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en, fr },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return Response.json(doubts);
    const body = (await request.json()) as { message_type: string; decision: string };
    decisions.push(body);
    if (refuses) return Response.json({ error: { code: 'database_unavailable' } }, { status: 503 });
    if (body.decision !== 'wait') doubts = { ...DOUBTS, items: [] };
    const left_out = { settled: 1, decided_before: 0, window_closed: 0, campaign_stopped: 0 };
    return Response.json({ ...body, decided: 11, left_out, more: false });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(unknown: number) {
  const client = createQueryClient();
  let now = stats(unknown);
  const routeTree = createRootRoute({ component: () => <DoubtsPanel campaignId={3} stats={now} /> });
  const router = createRouter({ routeTree, history: createMemoryHistory() });
  const tree = () => (
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>
  );
  const { rerender } = render(tree());
  return {
    become: async (count: number) => {
      now = stats(count);
      rerender(tree());
      await router.invalidate();
    },
  };
}

const panel = () => screen.findByRole('region', { name: /in doubt|incertain|Decided/ });

describe('the panel of doubts', () => {
  test('is not there while nothing is in doubt, and asks nothing', async () => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    show(0);
    await new Promise((resolve) => setTimeout(resolve));
    expect(screen.queryByRole('region')).toBeNull();
    expect(fetch).not.toHaveBeenCalled();
  });

  test('says how many, why, and what each decision risks', async () => {
    show(12);
    const shown = within(await panel());
    expect(shown.getByRole('heading', { level: 2, name: '12 messages in doubt' })).toBeVisible();
    expect(
      shown.getByText(/^Meta could not reach this server from .* \(this server was not running\)\.$/),
    ).toBeVisible();
    expect(shown.getByText('Of 50 whose end is known, Meta had taken 40 (80%).')).toBeVisible();
    expect(shown.getByText(/awa decided to wait for 12 of Message 1$/)).toBeInTheDocument();
    const again = shown.getByRole('button', { name: 'Send again' });
    expect(again).toHaveAccessibleDescription('Up to 12 people get it twice, if Meta took theirs after all.');
  });

  test('speaks French', async () => {
    await i18next.changeLanguage('fr');
    show(12);
    const shown = within(await panel());
    expect(shown.getByRole('heading', { level: 2, name: '12 messages incertains' })).toBeVisible();
    expect(shown.getByText(/^Meta ne pouvait pas joindre ce serveur de/)).toBeVisible();
  });

  test('speaks of one message as of one', async () => {
    doubts = { ...DOUBTS, items: [{ ...OF_TYPE, messages: 1, ripe: 0, newest_at: '2026-11-22T14:09:30Z' }] };
    await i18next.changeLanguage('fr');
    show(1);
    const shown = within(await panel());
    expect(shown.getByText(/^Il est parti, et ni réponse/)).toBeVisible();
    expect(shown.getByText(/^Il vient de partir\. Il se règle/)).toBeVisible();
    expect(shown.queryByText(/Ils |eux-mêmes|Partis/)).toBeNull();
  });

  test('tells a reason that it has no words for in English', async () => {
    const reason = { ...OF_TYPE.reasons[0], code: 'of_a_later_version' };
    doubts = { ...DOUBTS, items: [{ ...OF_TYPE, reasons: [reason] as DoubtsOfType['reasons'] }] };
    await i18next.changeLanguage('fr');
    show(12);
    expect(await screen.findByText('in English')).toHaveAttribute('lang', 'en');
  });

  test('sends again only after a confirmation with the risk, and says what came of it', async () => {
    const user = userEvent.setup();
    const { become } = show(12);
    await user.click(within(await panel()).getByRole('button', { name: 'Send again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Send 12 messages again?' }));
    expect(dialog.getByText('Up to 12 people get it twice, if Meta took theirs after all.')).toBeVisible();
    expect(decisions).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Send again' }));
    const result = await screen.findByRole('status');
    expect(result).toHaveTextContent('11 messages go out again. 1 was no longer in doubt.');
    expect(result).toHaveFocus();
    expect(decisions).toEqual([
      { message_type: 'message_1', decision: 'send_again', left_before: DOUBTS.ripe_before },
    ]);
    // Nothing is in doubt any more: what was said stays until it is closed.
    await become(0);
    expect(await screen.findByRole('status')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('region')).toBeNull();
  });

  test('changes nothing when the confirmation is declined', async () => {
    const user = userEvent.setup();
    show(12);
    await user.click(within(await panel()).getByRole('button', { name: 'Count as sent' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Count 12 messages as sent?' }));
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(decisions).toEqual([]);
  });

  test('waits without asking', async () => {
    const user = userEvent.setup();
    show(12);
    await user.click(within(await panel()).getByRole('button', { name: 'Wait' }));
    expect(await screen.findByRole('status')).toHaveTextContent('11 messages stay in doubt.');
    expect(decisions).toHaveLength(1);
  });

  test('says why a decision did not work', async () => {
    refuses = true;
    const user = userEvent.setup();
    show(12);
    await user.click(within(await panel()).getByRole('button', { name: 'Wait' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The database is away for the moment.');
  });

  test('offers nothing while they may still settle by themselves', async () => {
    doubts = { ...DOUBTS, items: [{ ...OF_TYPE, ripe: 0, newest_at: '2026-11-22T14:09:30Z' }] };
    show(12);
    const shown = within(await panel());
    expect(shown.getByText(/^They left only a moment ago\./)).toBeVisible();
    expect(shown.queryByRole('button')).toBeNull();
  });
});
