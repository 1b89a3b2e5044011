import { beforeEach, expect, test } from 'vitest';
import type { Category } from '@/hooks/useCategories';
import type { Contact } from '@/hooks/useContacts';
import { draftContact } from '@/lib/contact-fields';
import { fieldsOf, leastWidth, readColumns, widthsOf } from './columns';

beforeEach(() => localStorage.clear());

const contact = (part: Partial<Contact>): Contact => ({
  ...draftContact({ phone: '+2290197456789' }),
  id: 1,
  ...part,
});

test('what a browser keeps is read, and anything else is nothing', () => {
  expect(readColumns()).toEqual([]);
  localStorage.setItem('relance.contacts.columns', '["ville","âge"]');
  expect(readColumns()).toEqual(['ville', 'âge']);
  for (const wrong of ['{', '{"a":1}', '[1]', '[""]', 'null']) {
    localStorage.setItem('relance.contacts.columns', wrong);
    expect(readColumns()).toEqual([]);
  }
});

test('fields can be chosen that somebody here has, or that were chosen before', () => {
  const people = [contact({ attributes: { ville: 'Cotonou' } }), contact({ attributes: { age: 3 } })];
  expect(fieldsOf(people, ['région'])).toEqual(['age', 'région', 'ville']);
});

test('a column in which nothing stands leaves its room to the names', () => {
  const shop = { id: 1, name: 'Clients de Porto-Novo', color: '#fff' } as Category;
  const widths = (category_ids: number[]) =>
    widthsOf([contact({ category_ids })], new Map([[1, shop]]), 2).categories;
  expect(widths([])).toBe(104);
  expect(widths([1])).toBeGreaterThan(190);
  expect(widths([1, 2, 3])).toBe(200);
});

test('long names ask for more room, within reason', () => {
  const least = (first_name: string) => {
    const people = [contact({ first_name })];
    return leastWidth(people, widthsOf(people, new Map(), 2), 0);
  };
  expect(least('Awa')).toBeLessThan(950);
  expect(least('Adéwálé Oluwaseun d’Almeida-Houénouvi')).toBeGreaterThan(least('Awa'));
  expect(least('x'.repeat(400))).toBe(least('x'.repeat(200)));
});
