import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RestoredBanner } from '@/app/RestoredBanner';
import { DatabasePage } from '@/features/settings/DatabasePage';
import type { RestoredQuestion } from '@/hooks/useRestored';
import en from '@/i18n/en';
import fr from '@/i18n/fr';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';

// The page asks again every two seconds, and names of buttons are slow to work out.
configure({ asyncUtilTimeout: 5_000 });

const ASKED: RestoredQuestion = {
  state: 'asked',
  reason: 'claim',
  noticed_at: '2026-11-28T14:02:31Z',
  known_until: '2026-11-28T09:00:00Z',
  campaigns_paused: 2,
  messages_waiting: 4120,
  left_unknown: 434,
  covered: true,
  answer: null,
  answered_at: null,
  answered_by: null,
  in_doubt: 0,
};
const ANSWERED = {
  ...ASKED,
  answer: 'restored',
  answered_at: '2026-11-28T14:20:00Z',
  answered_by: 'awa',
} as const;

/** What the server answers, and what it was told. */
let question: RestoredQuestion;
let told: unknown[];
let answers: (answer: string) => Response;

beforeEach(async () => {
  question = ASKED;
  told = [];
  answers = () => {
    question = { ...ANSWERED, state: 'settling' };
    return Response.json(question);
  };
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en, fr },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.url.endsWith('/monitoring/alerts')) return Response.json({ items: [], total: 0 });
    if (request.method === 'GET') return Response.json(question);
    const { answer } = (await request.json()) as { answer: string };
    told.push(answer);
    return answers(answer);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(options: { role?: string; alerts?: object[]; page?: () => React.ReactNode } = {}) {
  const client = createQueryClient();
  client.setQueryData(keys.me, { id: 1, username: 'awa', role: options.role ?? 'super_admin' });
  const items = options.alerts ?? [];
  client.setQueryData(keys.monitoring.alerts, { items, total: items.length });
  const routeTree = createRootRoute({ component: options.page ?? DatabasePage });
  const router = createRouter({ routeTree, history: createMemoryHistory() });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return client;
}

const asked = () => screen.findByRole('region', { name: 'Is this a copy, or the restored original?' });

describe('the question', () => {
  test('is not asked where the database never went back', async () => {
    question = { ...ASKED, state: 'none' };
    show();
    expect(await screen.findByRole('heading', { name: 'Nothing to answer' })).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('says why it is asked, the numbers, and what is gone', async () => {
    show();
    const shown = within(await asked());
    expect(
      shown.getByText('It does not know of messages that a sender had taken out of it to send.'),
    ).toBeVisible();
    for (const number of ['2', '4,120', '434']) expect(shown.getByText(number)).toBeVisible();
    expect(shown.getByText('Complete for every sender whose log was read.')).toBeVisible();
    expect(shown.getByText(/^Replies, opt-outs, new contacts and campaigns since/)).toBeVisible();
  });

  test('cannot be answered before the sent logs are read', async () => {
    question = { ...ASKED, state: 'reading', left_unknown: null, covered: null };
    show();
    const shown = within(await asked());
    expect(shown.getByText('Being read…')).toBeVisible();
    for (const button of shown.getAllByRole('button')) expect(button).toBeDisabled();
  });

  test('says that all that waits is put in doubt where the logs are not complete', async () => {
    question = { ...ASKED, covered: false };
    show();
    const button = await screen.findByRole('button', { name: 'It is the restored original' });
    expect(button).toHaveAccessibleDescription(/not complete: all 4,120 messages that wait are put in doubt/);
  });

  test('is shown to others without the buttons', async () => {
    show({ role: 'admin' });
    expect(within(await asked()).getByText(/^Only a super admin can answer this/)).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('speaks French', async () => {
    await i18next.changeLanguage('fr');
    show();
    expect(await screen.findByRole('button', { name: 'C’est l’original restauré' })).toBeVisible();
    expect(screen.getByText(/^Les réponses, désabonnements/)).toBeVisible();
  });
});

describe('the answer', () => {
  test('is given only after a confirmation with the numbers, and then carried out on screen', async () => {
    const user = userEvent.setup();
    show();
    await user.click(await screen.findByRole('button', { name: 'It is the restored original' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Answer: the restored original?' }));
    expect(
      dialog.getByText(
        '2 campaigns are paused. 4,120 messages wait. The sent logs know of 434 messages that left since.',
      ),
    ).toBeVisible();
    expect(told).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'It is the restored original' }));
    expect(await screen.findByText(/What had left is being taken over/)).toBeVisible();
    expect(told).toEqual(['restored']);
    expect(document.activeElement).toContainElement(
      screen.getByRole('region', { name: 'Answered: the restored original' }),
    );
    // The page asks again by itself.
    question = { ...ANSWERED, state: 'settled', in_doubt: 12 };
    expect(await screen.findByRole('link', { name: /^They wait for your decision/ })).toBeVisible();
    expect(screen.getByText(/by awa$/)).toBeVisible();
  });

  test('copy tells who may get it twice', async () => {
    const user = userEvent.setup();
    show();
    await user.click(await screen.findByRole('button', { name: 'It is a copy' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Answer: a copy?' }));
    expect(dialog.getByText(/^The 4,120 messages that wait here leave from here too/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(told).toEqual([]);
  });

  test('that comes second is refused in words', async () => {
    answers = () =>
      Response.json(
        { error: { code: 'restored_answered', values: { answer: 'restored' } } },
        { status: 409 },
      );
    const user = userEvent.setup();
    show();
    await user.click(await screen.findByRole('button', { name: 'It is a copy' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'It is a copy' }));
    expect(
      await dialog.findByText(/^Somebody else has answered already, and differently: restored\.$/),
    ).toBeVisible();
  });

  test('is told afterwards, with the campaigns to resume', async () => {
    question = { ...ANSWERED, state: 'settled', answered_by: 'command line', campaigns_paused: 1 };
    const details = { campaign_id: 7, name: 'Rentrée' };
    show({ alerts: [{ code: 'campaign_restored', subject: 'campaign:7', details }] });
    expect(await screen.findByText(/by the command line$/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Rentrée' })).toHaveAttribute('href', '/campaigns/7');
  });
});

describe('the banner', () => {
  const halted = [{ code: 'restored_unanswered', subject: 'installation:restored', details: {} }];

  test('is not there while all is well', async () => {
    show({ page: RestoredBanner });
    expect(await screen.findByRole('status')).toBeEmptyDOMElement();
  });

  test('leads a super admin to the answer', async () => {
    show({ page: RestoredBanner, alerts: halted });
    expect(await screen.findByRole('status')).toHaveTextContent('Nothing leaves: this database was restored');
    expect(screen.getByRole('link', { name: 'Answer' })).toHaveAttribute('href', '/settings/database');
  });

  test('tells others who must answer', async () => {
    show({ page: RestoredBanner, alerts: halted, role: 'admin' });
    expect(await screen.findByRole('status')).toHaveTextContent('A super admin must say which.');
    expect(screen.queryByRole('link', { name: 'Answer' })).toBeNull();
  });
});
