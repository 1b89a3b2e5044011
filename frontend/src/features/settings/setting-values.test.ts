import { describe, expect, test } from 'vitest';
import type { Setting } from '@/hooks/useSettings';
import { draftOf, listChanges, listProblems } from './setting-values';

const BARE: Setting = {
  name: 'limit',
  group: 'sending',
  kind: 'integer',
  unit: null,
  minimum: null,
  exclusive_minimum: null,
  maximum: null,
  exclusive_maximum: null,
  max_length: null,
  max_items: null,
  choices: null,
  default: 5,
  super_admins_only: false,
  variable: 'RELANCE_LIMIT',
  value: 7,
  locked: false,
  changed_at: null,
  changed_by: null,
};
const words: Setting = {
  ...BARE,
  name: 'words',
  kind: 'texts',
  default: [],
  value: ['stop', 'arrêt'],
  max_items: 3,
  max_length: 5,
};

describe('what is sent', () => {
  test('only what differs, and null for what is the default again', () => {
    const number: Setting = { ...BARE, name: 'number', kind: 'number', default: 0.5, value: 0.2 };
    const optional: Setting = { ...BARE, name: 'optional', default: null, value: 9 };
    const flag: Setting = { ...BARE, name: 'flag', kind: 'boolean', default: true, value: true };
    const all = [BARE, number, optional, flag, words];
    expect(listChanges(all, {})).toEqual({});
    expect(listChanges(all, Object.fromEntries(all.map((one) => [one.name, draftOf(one)])))).toEqual({});
    expect(
      listChanges(all, { limit: 5, number: 0.3, optional: '', flag: false, words: ' stop \n\nhalt' }),
    ).toEqual({ limit: null, number: 0.3, optional: null, flag: false, words: ['stop', 'halt'] });
  });

  test('nothing of what the environment has locked', () => {
    expect(listChanges([{ ...BARE, locked: true }], { limit: 9 })).toEqual({});
  });
});

describe('what is refused before it is sent', () => {
  const problem = (setting: Partial<Setting>, draft: string | number) =>
    listProblems([{ ...BARE, ...setting }], { limit: draft }).limit;

  test.each([
    [{ minimum: 1 }, 0, { rule: 'least', bound: 1 }],
    [{ exclusive_minimum: 0 }, 0, { rule: 'more', bound: 0 }],
    [{ maximum: 9 }, 10, { rule: 'most', bound: 9 }],
    [{ exclusive_maximum: 1, kind: 'number' }, 1, { rule: 'less', bound: 1 }],
    [{}, 5.5, { rule: 'whole' }],
    [{}, '', { rule: 'missing' }],
    [{}, '-', { rule: 'missing' }],
    [{ default: null }, '', undefined],
    [{ minimum: 1, maximum: 9 }, 9, undefined],
    [{ kind: 'text', max_length: 3 }, 'four', { rule: 'long', bound: 3 }],
  ] as [Partial<Setting>, string | number, unknown][])('%j with %j', (setting, draft, expected) => {
    expect(problem(setting, draft)).toEqual(expected);
  });

  test('a list with a line that is too long, or too many', () => {
    expect(listProblems([words], { words: 'a\nb\nc\nd' }).words).toEqual({ rule: 'many', bound: 3 });
    expect(listProblems([words], { words: 'longer' }).words).toEqual({ rule: 'long', bound: 5 });
  });
});
