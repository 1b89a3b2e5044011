import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  boundValue,
  canBeNamed,
  encodeUrlSuffix,
  type Fields,
  fillMessage2,
  fillTemplate,
  listFields,
} from './placeholders';

interface Cases {
  names: { text: string; names: string[] }[];
  message_2: { text: string; fields: Fields; filled?: string; missing?: string }[];
  template: { text: string; values: Record<string, string>; filled: string }[];
  bindings: { binding: object; fields: Fields; value: string }[];
  url_suffixes: { value: string; suffix: string }[];
}

const FILE = join(import.meta.dirname, '../../../../backend/tests/whatsapp/placeholders.json');
const cases: Cases = JSON.parse(readFileSync(FILE, 'utf8'));

describe('the preview says what is sent', () => {
  it.each(cases.names)('names in $text', ({ text, names }) => expect(listFields(text)).toEqual(names));

  it.each(cases.message_2)('Message 2 $text', ({ text, fields, filled, missing }) => {
    const shown = fillMessage2(text, fields);
    expect(shown.missing).toBe(missing ?? null);
    if (filled !== undefined) expect(shown.text).toBe(filled);
  });

  it.each(cases.template)('template $text', ({ text, values, filled }) =>
    expect(fillTemplate(text, (name) => values[name] ?? '')).toBe(filled),
  );

  it.each(cases.bindings)('binding $binding', ({ binding, fields, value }) =>
    expect(boundValue(binding, fields)).toBe(value),
  );

  it.each(cases.url_suffixes)('address $value', ({ value, suffix }) =>
    expect(encodeUrlSuffix(value)).toBe(suffix),
  );
});

describe('a field can be named', () => {
  it.each(['first_name', 'Prénom usuel', 'n°-1/2'])('%s', (name) => expect(canBeNamed(name)).toBe(true));
  it.each(['a|b', 'a}', '{a', ' '])('not %s', (name) => expect(canBeNamed(name)).toBe(false));
});
