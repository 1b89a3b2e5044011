import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import en from '@/i18n/en';
import fr from '@/i18n/fr';
import type { Schemas } from '@/lib/api/client';
import { createQueryClient } from '@/lib/query-client';
import { keys } from '@/lib/query-keys';
import { HealthPanel } from './HealthPanel';

type System = Schemas['SystemStatus'];

const AT = '2026-11-22T10:00:00Z';
const KIND: Schemas['ProcessKind'] = {
  alive: 1,
  last_heartbeat_at: AT,
  items: [
    {
      host: 'a',
      pid: 1,
      state: 'alive',
      started_at: AT,
      heartbeat_at: AT,
      silent_s: 0.4,
      work: { poll: 0.6 },
      overdue: [],
    },
  ],
};
const SERVER: Schemas['ServerStatus'] = { status: 'ok', latency_ms: 0.3, error: null, version: '18' };
const SYSTEM = {
  status: 'ok',
  database: SERVER,
  redis: SERVER,
  processes: { api: KIND, sender: KIND, worker: KIND, beat: KIND },
  sending: { status: 'ok', oldest_due_age_s: null, taken_age_s: 0.2, hindrances: [] },
  senders: [],
  intake: { healthy: true, gaps: [], drops: [], kept_replies: 0 },
} as unknown as System;

beforeEach(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en, fr },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
});
afterEach(cleanup);

function show(system: System, alerts: Partial<Schemas['AlertAnswer']>[] = []) {
  const client = createQueryClient();
  client.setQueryData(keys.monitoring.system, system);
  client.setQueryData(keys.monitoring.alerts, { items: alerts, total: alerts.length });
  render(
    <QueryClientProvider client={client}>
      <MantineProvider>
        <HealthPanel />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

const line = (name: string) => {
  const found = screen.getByText(name).closest('li');
  if (!found) throw new Error(`no line ${name}`);
  return within(found);
};

describe('health', () => {
  test('a sender that sends is well', () => {
    show(SYSTEM);
    expect(line('Sending').getByText('OK')).toBeTruthy();
    expect(line('Process sender').queryByText(/stood still/)).toBeNull();
  });

  test('a process that beats and does not work says which work stands still, and for how long', () => {
    const [item] = KIND.items;
    const stuck = { ...KIND, items: [{ ...item, work: { poll: 75 }, overdue: ['poll'] }] };
    show({ ...SYSTEM, processes: { ...SYSTEM.processes, sender: stuck } } as System);
    expect(
      line('Process sender').getByText(/The search for due messages has stood still for 1/),
    ).toBeTruthy();
  });

  test('due messages that nobody takes are told with their age', () => {
    const sending = { status: 'stuck', oldest_due_age_s: 125, taken_age_s: 130, hindrances: [] };
    show({ ...SYSTEM, sending } as unknown as System);
    expect(line('Sending').getByText('Stands still')).toBeTruthy();
    expect(line('Sending').getByText(/have been waiting for 2/)).toBeTruthy();
  });

  test.each(['en', 'fr'])('what hinders a sender is worded in %s, not quoted', async (language) => {
    await i18next.changeLanguage(language);
    const codes = [
      'pace_elsewhere',
      'line_lost',
      'line_held',
      'sent_log',
      'restored_unanswered',
      'restored_settling',
    ] as const;
    const hindrances = codes.map((code) => ({ code, reason: 'a raw reason', number: null, for_s: null }));
    show({ ...SYSTEM, sending: { ...SYSTEM.sending, status: 'waits', hindrances } } as System);
    const name = language === 'en' ? 'Sending' : 'Envoi';
    expect(line(name).getByText(/Redis/)).toBeTruthy();
    expect(screen.queryByText(/a raw reason|hindrance_/)).toBeNull();
  });

  test('a halted installation sends nothing, however well its senders are', () => {
    show(SYSTEM, [{ code: 'restored_unanswered', severity: 'critical', details: {} }]);
    expect(line('Sending').getByText('Nothing leaves')).toBeTruthy();
    expect(line('Sending').getByText(/this database was restored from a backup or copied/)).toBeTruthy();
    expect(line('Sending').queryByText(/OK/)).toBeNull();
  });

  test('a hindrance that this app has no words for is told in those of the API', () => {
    const hindrances = [{ code: 'of_tomorrow', reason: 'The sender rests.', number: null, for_s: null }];
    show({ ...SYSTEM, sending: { ...SYSTEM.sending, status: 'waits', hindrances } } as unknown as System);
    expect(line('Sending').getByText('Waits')).toBeTruthy();
    expect(line('Sending').getByText('The sender rests.')).toBeTruthy();
  });

  test('an ordinary restart is no alarm, and the latest gap is the one told, in words', () => {
    const gaps = [
      { began_at: '2026-11-22T09:59:40Z', ended_at: '2026-11-22T10:00:00Z', reason: 'api_away' },
      { began_at: '2026-11-20T08:00:00Z', ended_at: '2026-11-20T08:10:00Z', reason: 'api_silent' },
    ];
    show({ ...SYSTEM, intake: { ...SYSTEM.intake, healthy: false, gaps } } as System);
    expect(line('Intake of webhooks').getByText('Restarted')).toBeTruthy();
    expect(
      line('Intake of webhooks').getByText(/^Last gap until .*22.*: this server was not running$/),
    ).toBeTruthy();
  });
});
