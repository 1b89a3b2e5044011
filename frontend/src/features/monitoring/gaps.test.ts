import { describe, expect, test } from 'vitest';
import { judgeGaps } from './gaps';

const gap = (began: string, ended: string, reason = 'api_away') => ({
  began_at: `2026-11-22T${began}Z`,
  ended_at: `2026-11-22T${ended}Z`,
  reason,
});

const LISTENS = { alive: 1, last_heartbeat_at: '2026-11-22T10:01:00Z' };
const SILENT = { ...LISTENS, alive: 0 };

describe('gaps of the intake', () => {
  test('a restart is no fault', () => {
    expect(judgeGaps([gap('10:00:00', '10:00:20')], LISTENS)).toBe('restarted');
  });

  test('a server that was off for longer is told, not as a fault', () => {
    expect(judgeGaps([gap('08:00:00', '10:00:00')], LISTENS)).toBe('was_away');
  });

  test('what was refused shortly before a restart still counts', () => {
    const refused = gap('09:58:00', '09:58:00', 'overloaded');
    expect(judgeGaps([gap('10:00:00', '10:00:20'), refused], LISTENS)).toBe('sick');
  });

  test('what was refused long before does not', () => {
    const refused = gap('09:00:00', '09:00:00', 'overloaded');
    expect(judgeGaps([gap('10:00:00', '10:00:20'), refused], LISTENS)).toBe('restarted');
  });

  test('silence is a fault, and so is that nobody listens', () => {
    expect(judgeGaps([gap('10:00:00', '10:00:20', 'api_silent')], LISTENS)).toBe('sick');
    expect(judgeGaps([gap('10:00:00', '10:00:20')], SILENT)).toBe('sick');
  });

  test('what is not listed, as a clean stop or the time that a restored database has lost, is no fault', () => {
    expect(judgeGaps([], LISTENS)).toBe('break');
    expect(judgeGaps([gap('08:00:00', '08:10:00', 'api_silent')], LISTENS)).toBe('break');
  });
});
