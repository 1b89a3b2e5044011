import { describe, expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { compareAlerts, findUsedToShow, judge } from './alerts';

type Pair = Pick<Schemas['AlertAnswer'], 'code' | 'subject'>;

const near: Pair = { code: 'limit_near', subject: 'sender:1' };
const reached: Pair = { code: 'limit_reached', subject: 'sender:1' };
const nearElsewhere: Pair = { code: 'limit_near', subject: 'sender:2' };

describe('compareAlerts', () => {
  test('the first reading announces nothing', () => {
    expect(compareAlerts(undefined, [near])).toEqual({ begun: [], ended: [] });
  });

  test('an alert that stays is announced neither again nor as over', () => {
    expect(compareAlerts([near], [{ ...near }])).toEqual({ begun: [], ended: [] });
  });

  test('the same code for another number is another alert', () => {
    expect(compareAlerts([near], [near, nearElsewhere])).toEqual({ begun: [nearElsewhere], ended: [] });
  });

  test('one ends as another begins', () => {
    expect(compareAlerts([near], [reached])).toEqual({ begun: [reached], ended: [near] });
  });
});

describe('findUsedToShow', () => {
  const stats = (...used: (number | null)[]) =>
    // Only what is read here.
    ({ items: used.map((share) => ({ used: share })) }) as Schemas['MonitoringStats'];

  test.each([
    ['no limit', stats(null), null],
    ['below', stats(74.99), null],
    ['from 75 on', stats(75), 75],
    ['the number that used most', stats(10, 91.5, 80), 91.5],
    ['nothing known yet', undefined, null],
  ])('%s', (_, given, shown) => {
    expect(findUsedToShow(given)).toBe(shown);
  });
});

describe('judge', () => {
  const alert = (severity: Schemas['AlertAnswer']['severity'], code: Pair['code'] = 'double') => ({
    code,
    severity,
  });

  test('all is well only where the alerts are known and none is bad', () => {
    expect(judge('ok', [])).toBe('ok');
    expect(judge('ok', [alert('info')])).toBe('ok');
    expect(judge('ok', undefined)).toBeNull();
    expect(judge('danger', undefined)).toBe('danger');
  });

  test('the worst alert counts, and so does the limit where that is worse', () => {
    expect(judge('ok', [alert('warning'), alert('critical')])).toBe('critical');
    expect(judge('attention', [alert('warning', 'limit_near')])).toBe('attention');
    expect(judge('blocked', [alert('critical', 'limit_reached')])).toBe('blocked');
  });

  test('where nothing leaves, that is said', () => {
    expect(judge('ok', [alert('critical', 'restored_unanswered')])).toBe('halted');
    expect(judge('ok', [alert('warning', 'restored_settling')])).toBe('halted');
  });
});
