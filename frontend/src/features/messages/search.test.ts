import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { exportAddress, filtersOfSearch, messagesSearch, startOfDay } from './search';

describe('address of the messages page', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(
      v.parse(messagesSearch, {
        q: 97,
        campaign: 3,
        contact: -1,
        type: 'message_2',
        state: 'lost',
        reached: 'read',
        error: 131026,
        from: '2026-11-01',
        until: '2026-13-45',
        more: 1,
      }),
    ).toEqual({
      q: '97',
      campaign: 3,
      type: 'message_2',
      reached: 'read',
      error: 131026,
      from: '2026-11-01',
    });
  });

  it('asks for whole days where the reader is, the last one included', () => {
    const { sent_from, sent_until } = filtersOfSearch({ from: '2026-11-01', until: '2026-11-30' });
    expect(sent_from).toBe(new Date(2026, 10, 1).toISOString());
    expect(sent_until).toBe(new Date(2026, 11, 1).toISOString());
    expect(startOfDay('2026-02-28', 1)).toBe(new Date(2026, 2, 1).toISOString());
  });

  it('gives the search to the list and to the file alike', () => {
    const filters = filtersOfSearch({ q: ' N’Guessan 97 45 ', state: 'failed' });
    expect(filters).toEqual({ q: 'N’Guessan 97 45', state: 'failed' });
    const address = new URL(exportAddress(filters), 'http://here');
    expect(Object.fromEntries(address.searchParams)).toEqual(filters);
  });

  it('asks nothing that is not in the address', () => {
    expect(filtersOfSearch({})).toEqual({});
  });
});
