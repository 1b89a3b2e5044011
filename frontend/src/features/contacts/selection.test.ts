import { describe, expect, test } from 'vitest';
import { isSelected, NOTHING, type Selection, stretch, summarize, toggle, without } from './selection';

const SHOWN = [9, 8, 7, 6];

describe('ticked contacts', () => {
  test('are ticked one by one and by the box above', () => {
    const one = toggle(NOTHING, [8], true, SHOWN);
    expect(isSelected(one, 8)).toBe(true);
    expect(summarize(one, SHOWN)).toBe('some');
    expect(summarize(toggle(one, SHOWN, true, SHOWN), SHOWN)).toBe('all');
    expect(summarize(toggle(one, [8], false, SHOWN), SHOWN)).toBe('none');
    expect(summarize(NOTHING, [])).toBe('none');
  });

  test('unticking one of all leaves the others on screen', () => {
    const all: Selection = { kind: 'all' };
    expect(toggle(all, [7], false, SHOWN)).toEqual({ kind: 'ids', ids: new Set([9, 8, 6]) });
    expect(without(all, [7])).toEqual(NOTHING);
  });

  test('a stretch goes both ways', () => {
    expect(stretch(SHOWN, 2, 0)).toEqual([9, 8, 7]);
    expect(stretch(SHOWN, 1, 3)).toEqual([8, 7, 6]);
  });
});
