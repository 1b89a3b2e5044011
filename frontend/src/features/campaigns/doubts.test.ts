import { describe, expect, test } from 'vitest';
import type { CampaignDoubts, DoubtsOfType } from '@/hooks/useDoubts';
import { listLeftOut, readStakes, refreshAfterMs, ripeAt } from './doubts';

const OF_TYPE: DoubtsOfType = {
  message_type: 'message_1',
  messages: 12,
  ripe: 12,
  since: '2026-11-22T14:02:10Z',
  newest_at: '2026-11-22T14:02:20Z',
  held_open_until: null,
  window_closed: 0,
  twice_if_sent_again: 12,
  nothing_if_counted: 12,
  reasons: [{ code: 'low_traffic', text: '', values: {}, messages: 12, since: '2026-11-22T14:02:10Z' }],
  moments: [],
};
const DOUBTS: CampaignDoubts = {
  campaign_id: 3,
  status: 'sending',
  completed_at: null,
  read_at: '2026-11-22T14:05:00Z',
  ripe_before: '2026-11-22T14:00:00Z',
  items: [],
  known_ends: { taken: 0, not_taken: 0 },
  verdicts: [],
};

const withItems = (...items: Partial<DoubtsOfType>[]): CampaignDoubts => ({
  ...DOUBTS,
  items: items.map((item) => ({ ...OF_TYPE, ...item })),
});

describe('what is at stake', () => {
  test('closed windows cannot come twice', () => {
    const found = { ...OF_TYPE, window_closed: 3, twice_if_sent_again: 9 };
    expect(readStakes(found)).toEqual({ ripe: 12, young: 0, twice: 9, windowClosed: 3 });
  });

  test('young ones are left alone, and whose window is closed among the others is not known', () => {
    const found = { ...OF_TYPE, ripe: 5, window_closed: 3, twice_if_sent_again: 9 };
    expect(readStakes(found)).toEqual({ ripe: 5, young: 7, twice: 5, windowClosed: null });
  });
});

describe('when it is worth looking again', () => {
  test('the youngest is ripe a grace after it left', () => {
    const found = { ...OF_TYPE, ripe: 2 };
    expect(ripeAt(DOUBTS, found)).toBe('2026-11-22T14:07:20.000Z');
    expect(ripeAt(DOUBTS, OF_TYPE)).toBeNull();
  });

  test('when the youngest is ripe', () => {
    expect(refreshAfterMs(withItems({ ripe: 2 }))).toBe(140_000);
  });

  test('soon, when it should be ripe already', () => {
    expect(refreshAfterMs(withItems({ ripe: 2, newest_at: '2026-11-22T13:00:00Z' }))).toBe(3_000);
  });

  test('while nobody has looked for the reason of ripe ones', () => {
    const reasons = [{ ...OF_TYPE.reasons[0], code: 'not_looked_at' }] as DoubtsOfType['reasons'];
    expect(refreshAfterMs(withItems({ reasons }))).toBe(20_000);
  });

  test('not before a number moves, once all is known', () => {
    expect(refreshAfterMs(withItems({}))).toBeNull();
    expect(refreshAfterMs(DOUBTS)).toBeNull();
  });
});

test('only reasons that held for somebody are told', () => {
  const left_out = { settled: 2, decided_before: 0, window_closed: 1, campaign_stopped: 0 };
  const done = {
    message_type: 'message_2',
    decision: 'send_again',
    decided: 4,
    left_out,
    more: false,
  } as const;
  expect(listLeftOut(done)).toEqual([
    { reason: 'settled', count: 2 },
    { reason: 'window_closed', count: 1 },
  ]);
});
