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

  test('an order alone filters nothing', () => {
    expect(isFiltered({ sort: 'name' })).toBe(false);
    expect(isFiltered({ interacted: false })).toBe(true);
  });
});
