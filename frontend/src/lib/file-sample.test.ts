import { describe, expect, test } from 'vitest';
import { takeSample } from './file-sample';

const lines = (n: number) =>
  Array.from(
    { length: n },
    (_, place) => `+22901970${String(place).padStart(6, '0')};Awa Sèna Kérékou;Cotonou`,
  );

const utf16 = (text: string) => {
  const codes = Uint16Array.from(`\ufeff${text}`, (letter) => letter.charCodeAt(0));
  return new Blob([codes]);
};

describe('the sample of a file', () => {
  test('a small file is its own sample', async () => {
    const file = new Blob([lines(10).join('\n')]);
    expect(await takeSample(file)).toBe(file);
  });

  test('a large one gives whole lines from its beginning to its end', async () => {
    const all = lines(120_000);
    const text = await (await takeSample(new Blob([`phone;name;city\n${all.join('\n')}\n`]))).text();
    const known = new Set(all);
    const [header, ...rest] = text.trimEnd().split('\n');
    expect(header).toBe('phone;name;city');
    expect(rest.filter((line) => !known.has(line))).toEqual([]);
    expect(rest.length).toBeLessThan(30_000);
    expect(all.indexOf(rest.at(-1) ?? '')).toBeGreaterThan(110_000);
  });

  test('letters of two bytes stay whole', async () => {
    const all = lines(40_000);
    const bytes = await (await takeSample(utf16(`${all.join('\n')}\n`))).arrayBuffer();
    const rest = new TextDecoder('utf-16le').decode(bytes).trimEnd().split('\n');
    const known = new Set(all);
    expect(rest.filter((line) => !known.has(line))).toEqual([]);
  });

  test('a workbook is sent whole', async () => {
    const file = new Blob(['PK\u0003\u0004', 'x'.repeat(2_000_000)]);
    expect(await takeSample(file)).toBe(file);
  });
});
