import { expect, test } from 'vitest';
import { findFaults, searchCategories, sortByName } from './category-form';
import { leastUsedColor, PALETTE } from './colors';

const CUSTOMERS = { id: 1, name: 'Clients fidèles', color: '#228be6', contact_count: 3 };
const LEADS = { id: 2, name: 'Élèves', color: '#40c057', contact_count: 0 };

test('a name that another category has is refused, whatever its capitals and blanks', () => {
  const request = { id: null, name: '  CLIENTS   fidèles ', color: '#228be6' };
  expect(findFaults(request, [CUSTOMERS])).toEqual({ name: 'name_taken' });
});

test('a category may keep its own name', () => {
  expect(findFaults({ id: 1, name: 'clients fidèles', color: '#228be6' }, [CUSTOMERS])).toEqual({});
});

test('an empty name and half a colour are refused', () => {
  expect(findFaults({ id: null, name: ' ', color: '#22' }, [])).toEqual({
    name: 'name_missing',
    color: 'color_wrong',
  });
});

test('a search finds names without their accents', () => {
  expect(searchCategories([CUSTOMERS, LEADS], 'eleves')).toEqual([LEADS]);
  expect(searchCategories([CUSTOMERS, LEADS], 'fid cli')).toEqual([CUSTOMERS]);
  expect(searchCategories([CUSTOMERS, LEADS], ' ')).toHaveLength(2);
});

test('an accent does not send a name to the end', () => {
  expect(sortByName([CUSTOMERS, { ...LEADS, name: 'Zone' }, LEADS], 'fr').map(({ name }) => name)).toEqual([
    'Clients fidèles',
    'Élèves',
    'Zone',
  ]);
});

test('a new category gets the first colour that fewest have', () => {
  expect(leastUsedColor([])).toBe('#228be6');
  expect(leastUsedColor([CUSTOMERS, LEADS])).toBe('#fab005');
  expect(leastUsedColor([...PALETTE.map(({ value }) => ({ color: value })), CUSTOMERS])).toBe('#40c057');
});
