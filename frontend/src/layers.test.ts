import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = import.meta.dirname;
const FLOORS = ['lib', 'i18n', 'hooks', 'components', 'features', 'app', 'routes'];
const MOST_LINES = 300;
// The engine of the optimistic lists and its proofs: they shrink together or not at all.
const LONGER = ['lib/optimistic/log.ts', 'lib/optimistic/log.test.tsx'];

function listFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return listFiles(path);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
  });
}

const files = listFiles(SRC).map((path) => relative(SRC, path));
const code = (file: string) => readFileSync(join(SRC, file), 'utf8');

/** Folders of an import: `['features', 'editor']`; empty for packages and for files beside this one. */
const imported = (file: string): string[][] =>
  [...code(file).matchAll(/(?:from|import)\s*\(?\s*'@\/([^']+)'/g)].map((found) =>
    (found[1] ?? '').split('/'),
  );

// Tests and what they share may reach anywhere.
const isTest = (file: string) => file.includes('.test.') || file.includes('/testing/');

const rise = (from: string, to: string) => FLOORS.indexOf(to) > FLOORS.indexOf(from);

describe('the house', () => {
  test('no import goes up', () => {
    const up = files
      .filter((file) => FLOORS.includes(file.split('/')[0] ?? '') && !isTest(file))
      .flatMap((file) =>
        imported(file)
          .filter(([floor]) => rise(file.split('/')[0] ?? '', floor ?? ''))
          .map((path) => `${file} -> ${path.join('/')}`),
      );
    expect(up).toEqual([]);
  });

  test('no feature imports another', () => {
    const across = files
      .filter((file) => file.startsWith('features/') && !isTest(file))
      .flatMap((file) =>
        imported(file)
          .filter(([floor, feature]) => floor === 'features' && feature !== file.split('/')[1])
          .map((path) => `${file} -> ${path.join('/')}`),
      );
    expect(across).toEqual([]);
  });

  test('no file is longer than 300 lines', () => {
    const long = files.filter((file) => code(file).split('\n').length - 1 > MOST_LINES);
    expect(long.sort()).toEqual(LONGER.sort());
  });
});
