import * as library from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { groupsOf } from './PhoneNumber';

const shown = (phone: string) =>
  groupsOf(library, phone)
    .map(({ text }) => text)
    .join(' ');

test.each([
  ['+2290197456789', '+229 01 97 45 67 89'],
  ['+33612345678', '+33 6 12 34 56 78'],
  ['+22890123456', '+228 90 12 34 56'],
  ['+2250708091011', '+225 07 08 09 1011'],
  ['+14155552671', '+1 415 555 2671'],
  ['+999123', '+999123'],
])('%s is grouped as its country writes it', (phone, groups) => {
  expect(shown(phone)).toBe(groups);
});

test('what is read or copied is the number as stored', () => {
  for (const phone of ['+2290197456789', '+14155552671', '229', '+22901ab'])
    expect(
      groupsOf(library, phone)
        .map(({ text }) => text)
        .join(''),
    ).toBe(phone);
});

test('the number is there before the library is', () => {
  expect(groupsOf(null, '+2290197456789')).toEqual([{ text: '+2290197456789', at: 0 }]);
});
