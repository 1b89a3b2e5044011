import { expect, test } from 'vitest';
import type { Contact } from '@/hooks/useContacts';
import { draftContact } from '@/lib/contact-fields';
import { readCondition, valuesOf, writeCondition } from './field-conditions';

test.each([
  ['ville', 'Cotonou'],
  ['ville', 'd:e'],
  ['a:b\\c', ' x: y'],
  ['note', 'two\nlines'],
])('a condition on %s is read as it was written', (name, value) => {
  expect(readCondition(writeCondition({ name, value }))).toEqual({ name, value });
});

test.each(['', 'ville', ':x', 'ville:', 'ville:  '])('%s is none', (text) => {
  expect(readCondition(text)).toBeNull();
});

test('what people see stands for what is stored', () => {
  const person = (value: unknown): Contact => ({
    ...draftContact({ phone: '+2290197456789' }),
    id: 1,
    attributes: { client: value },
  });
  const show = (value: unknown) => (value === true ? 'Oui' : String(value));
  const values = valuesOf([person(true), person('x'), person(''), person(undefined)], 'client', show);
  expect([...values]).toEqual([
    ['Oui', 'true'],
    ['x', 'x'],
  ]);
});
