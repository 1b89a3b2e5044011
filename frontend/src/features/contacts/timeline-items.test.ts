import { expect, test } from 'vitest';
import { groupByDay, type SentItem, ticksOf } from './timeline-items';

const sent = (id: number, at: string): SentItem => ({
  kind: 'message',
  id,
  at,
  campaign_id: 1,
  campaign_name: 'November',
  is_test: false,
  text: null,
  sender_id: 1,
  type: 'message_1',
  status: 'sent',
  content: {},
  sent_at: at,
  delivered_at: null,
  read_at: null,
  interacted_at: null,
  failed_at: null,
  cancel_reason: null,
  error_code: null,
  error_title: null,
});

test('a conversation reads from the oldest day to the newest, and within a day likewise', () => {
  const days = groupByDay([
    sent(3, '2026-11-22T15:00:00Z'),
    sent(2, '2026-11-22T12:00:00Z'),
    sent(1, '2026-11-20T12:00:00Z'),
  ]);
  expect(days.map(({ items }) => items.map(({ id }) => id))).toEqual([[1], [2, 3]]);
});

test('ticks follow the milestones, not the state: no interaction was read all the same', () => {
  const at = '2026-11-22T15:00:00Z';
  const silent: SentItem = { ...sent(1, at), status: 'no_interaction', delivered_at: at, read_at: at };
  expect(ticksOf(silent)).toBe(3);
  expect(ticksOf({ ...silent, read_at: null })).toBe(2);
  expect(ticksOf(sent(1, at))).toBe(1);
  expect(ticksOf({ ...sent(1, at), sent_at: null })).toBe(0);
});
