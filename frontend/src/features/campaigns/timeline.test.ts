import { describe, expect, it } from 'vitest';
import { fillSteps, findPeak } from './timeline';

const point = (at: string, sent: number) => ({
  at,
  sent,
  delivered: 0,
  read: 0,
  interacted: 0,
  message_2_sent: 0,
});

describe('course of a campaign', () => {
  it('has the steps in which nothing happened, and one before and after', () => {
    const filled = fillSteps([point('2026-11-22T10:00:00Z', 5), point('2026-11-22T10:03:00Z', 7)], 'minute');
    expect(filled.map(({ at, sent }) => [at.slice(11, 16), sent])).toEqual([
      ['09:59', 0],
      ['10:00', 5],
      ['10:01', 0],
      ['10:02', 0],
      ['10:03', 7],
      ['10:04', 0],
    ]);
  });

  it('does not end on the ground while it goes on', () => {
    const filled = fillSteps([point('2026-11-22T10:00:00Z', 5)], 'minute', { isOpen: true });
    expect(filled.map(({ sent }) => sent)).toEqual([0, 5]);
  });

  it('is empty where nothing happened', () => {
    expect(fillSteps([], 'hour')).toEqual([]);
    expect(findPeak([])).toBeUndefined();
  });

  it('draws a long silence by its ends', () => {
    const filled = fillSteps([point('2026-11-22T00:00:00Z', 1), point('2026-11-22T10:00:00Z', 1)], 'hour', {
      longest: 3,
    });
    expect(filled.map(({ at }) => at.slice(11, 13))).toEqual(['23', '00', '01', '09', '10', '11']);
  });

  it('knows when most were sent', () => {
    expect(findPeak([point('a', 1), point('b', 9), point('c', 9)])?.at).toBe('b');
  });
});
