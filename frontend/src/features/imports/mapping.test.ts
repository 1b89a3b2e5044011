import { describe, expect, test } from 'vitest';
import { findProblems, hasPhone, type MappedColumn, readColumns, writeColumns } from './mapping';

const column = (place: number, meaning: MappedColumn['meaning'], field = ''): MappedColumn => ({
  place,
  header: field,
  meaning,
  field,
});

describe('columns of an import', () => {
  test('a guess that is no known meaning is the name of a field, and goes back as that name', () => {
    const columns = readColumns([
      { place: 0, header: 'Téléphone', meaning: 'phone', holds: 'numbers' },
      { place: 1, header: 'Ville', meaning: 'ville', holds: null },
      { place: 2, header: 'x', meaning: 'skip', holds: null },
    ]);
    expect(columns.map((c) => c.meaning)).toEqual(['phone', 'field', 'skip']);
    expect(writeColumns(columns)).toEqual({ 0: 'phone', 1: 'ville', 2: 'skip' });
  });

  test('a field named as the word "field" stays a field', () => {
    const [only] = readColumns([{ place: 0, header: 'Field', meaning: 'field', holds: null }]);
    expect(only).toMatchObject({ meaning: 'field', field: 'field' });
  });

  test('several phone columns are fine, two first names are not', () => {
    const columns = [
      column(0, 'phone'),
      column(1, 'phone'),
      column(2, 'first_name'),
      column(3, 'first_name'),
    ];
    expect(hasPhone(columns)).toBe(true);
    expect([...findProblems(columns)]).toEqual([[3, 'twice']]);
  });

  test('two fields that the server would name alike collide, and a field needs a name', () => {
    const columns = [column(0, 'field', 'Ville'), column(1, 'field', ' VÏLLE '), column(2, 'field', '  ')];
    expect([...findProblems(columns)]).toEqual([
      [1, 'twice'],
      [2, 'no_field_name'],
    ]);
    expect(hasPhone(columns)).toBe(false);
  });
});
