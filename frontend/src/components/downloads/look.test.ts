import { beforeEach, expect, test } from 'vitest';
import { fileAddress, keepLook, readLook } from './look';

const HERE = { language: 'fr', zone: 'Africa/Porto-Novo' };

beforeEach(() => localStorage.clear());

test('the address says how the file should look, behind the filter', () => {
  const csv = { kind: 'csv', separator: ';' } as const;
  expect(fileAddress('/api/contacts/export?q=awa', csv, HERE)).toBe(
    '/api/contacts/export?q=awa&separator=%3B&language=fr&timezone=Africa%2FPorto-Novo',
  );
  expect(fileAddress('/api/messages/export', { ...csv, kind: 'xlsx' }, HERE)).toBe(
    '/api/messages/export?format=xlsx&language=fr&timezone=Africa%2FPorto-Novo',
  );
  expect(fileAddress('/api/contacts/export', { ...csv, kind: 'plain' }, HERE)).toBe('/api/contacts/export');
});

test('what was chosen is remembered, and what is no choice is forgotten', () => {
  expect(readLook('fr')).toEqual({ kind: 'xlsx', separator: ';' });
  expect(readLook('en').separator).toBe(',');
  keepLook({ kind: 'csv', separator: ',' });
  expect(readLook('fr')).toEqual({ kind: 'csv', separator: ',' });
  localStorage.setItem('relance.export', '{"kind":"pdf"}');
  expect(readLook('fr').kind).toBe('xlsx');
  localStorage.setItem('relance.export', '{');
  expect(readLook('fr').kind).toBe('xlsx');
});
