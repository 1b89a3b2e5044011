import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { addUpDays } from './days';

const item = (date: string, sender_id: number, sent: number): Schemas['HistoryItem'] => ({
  date,
  sender_id,
  sent: { message_1: sent, message_2: 1, total: sent + 1 },
  delivered: sent,
  read: 0,
  failed: 2,
  interacted: 1,
  no_interaction: 0,
  interactions: 1,
  interaction_rate: 0,
});

test('the numbers of one day are added up, days stay in order', () => {
  const days = addUpDays([item('2026-11-21', 1, 10), item('2026-11-21', 2, 5), item('2026-11-22', 1, 7)]);
  expect(days).toEqual([
    { date: '2026-11-21', sent: 17, delivered: 15, interacted: 2, failed: 4 },
    { date: '2026-11-22', sent: 8, delivered: 7, interacted: 1, failed: 2 },
  ]);
});
