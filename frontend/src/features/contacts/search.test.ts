import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { contactsSearch, exportAddress, isFiltered, toFilters } from './search';

describe('the address of the contacts page', () => {
  test('is read whether the router took a value for a number, a truth or a text', () => {
    expect(
      v.parse(contactsSearch, { q: 97, category_id: '3', whatsapp_verified: 'true', opted_out: false }),
    ).toEqual({ q: '97', category_id: 3, whatsapp_verified: true, opted_out: false });
  });

  test('keeps nothing it does not know, and no first choice', () => {
    expect(
      v.parse(contactsSearch, { q: '', category_id: 0, whatsapp_verified: 'maybe', sort: 'newest', x: 1 }),
    ).toEqual({});
  });

  test('becomes the question to the API, and the address of the export', () => {
    const filters = toFilters({ q: ' awa m ', whatsapp_verified: 'unknown', sort: 'name' });
    expect(filters).toEqual({ q: 'awa m', whatsapp_verified: 'unknown', sort: 'name' });
    expect(toFilters({ q: '  ' })).toEqual({});
    expect(exportAddress(filters)).toBe('/api/contacts/export?q=awa+m&sort=name&whatsapp_verified=unknown');
    expect(exportAddress({})).toBe('/api/contacts/export');
  });

  test('holds own fields, one or several, and leaves out what is no condition', () => {
    expect(v.parse(contactsSearch, { field: 'ville:Cotonou' })).toEqual({ field: ['ville:Cotonou'] });
    expect(v.parse(contactsSearch, { field: ['ville:', 'x', 'a:b'] })).toEqual({ field: ['a:b'] });
    expect(v.parse(contactsSearch, { field: ['x'] })).toEqual({});
    expect(v.parse(contactsSearch, { field: Array(9).fill('a:b') }).field).toHaveLength(5);
    expect(exportAddress(toFilters({ field: ['ville:Sèmè', 'a:b'] }))).toBe(
      '/api/contacts/export?field=ville%3AS%C3%A8m%C3%A8&field=a%3Ab',
    );
  });

  test('an order alone filters nothing', () => {
    expect(isFiltered({ sort: 'name' })).toBe(false);
    expect(isFiltered({ interacted: false })).toBe(true);
  });
});
