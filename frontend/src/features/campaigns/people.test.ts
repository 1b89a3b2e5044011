import { describe, expect, it } from 'vitest';
import { errorWord, exportHref, filtersOf, readPeople, stateWord } from './people';

function filtersOfWord(word: string) {
  const people = readPeople(word);
  return people && filtersOf(people);
}

describe('people behind a number', () => {
  it('asks for a milestone of Message 1 for a step of the funnel', () => {
    expect(filtersOfWord('read')).toEqual({ type: 'message_1', reached: 'read' });
    expect(filtersOfWord('recipients')).toEqual({ type: 'message_1' });
    expect(filtersOfWord('message_2_sent')).toEqual({ type: 'message_2', reached: 'sent' });
  });

  it('asks for a type in a state, and for a code of Meta', () => {
    expect(filtersOfWord(stateWord('message_2', 'cancelled'))).toEqual({
      type: 'message_2',
      state: 'cancelled',
    });
    expect(filtersOfWord(errorWord(131026))).toEqual({ state: 'failed', error_code: 131026 });
    expect(filtersOfWord(errorWord(-4))).toEqual({ state: 'failed', error_code: -4 });
  });

  it('takes a word that means nothing for nobody', () => {
    for (const word of ['', 'everyone', 'message_3.sent', 'message_1.', 'error.', 'error.x', 'read.sent']) {
      expect(readPeople(word)).toBeNull();
    }
  });

  it('exports with the filter that is shown', () => {
    expect(exportHref(7, { type: 'message_1', reached: 'read' })).toBe(
      '/api/campaigns/7/export?type=message_1&reached=read',
    );
    expect(exportHref(7, {})).toBe('/api/campaigns/7/export');
  });
});
