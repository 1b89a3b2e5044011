// What `backend/relance/whatsapp/placeholders.py` does at the sending, for the preview: both are held against the
// cases of `backend/tests/whatsapp/placeholders.json`.

// A name is whatever a field may be called, accents and blanks too; in Message 2 a default follows after `|`.
// biome-ignore lint/suspicious/noControlCharactersInRegex: names have none
const PLACEHOLDER = /\{\{([^{}|\x00-\x1f\x7f-\x9f]+)(?:\|([^{}]*))?\}\}/g;

// What Python takes for white space; `trim` knows others.
const BLANKS = '[\\t-\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const OUTER_BLANKS = new RegExp(`^${BLANKS}|${BLANKS}$`, 'g');
const INNER_BLANKS = new RegExp(BLANKS, 'g');

export type Fields = Readonly<Record<string, unknown>>;

/** Whether a text could name this field. */
export const canBeNamed = (field: string): boolean => listFields(`{{${field}}}`)[0] === field;

const strip = (text: string): string => text.replace(OUTER_BLANKS, '');

const nameOf = (written: string): string => strip(written).replace(INNER_BLANKS, ' ').normalize('NFC');

export const hasPlaceholder = (text: string): boolean => listFields(text).length > 0;

/** The fields that a text names, each once. */
export function listFields(text: string): string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map((match) => nameOf(match[1] ?? ''));
  return [...new Set(names.filter(Boolean))];
}

/** A field of a contact as text; empty for what cannot be written into a message. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return writeNumber(value);
  return value === null || value === undefined || typeof value === 'object' ? '' : strip(String(value));
}

/** Without an exponent, as PostgreSQL does. */
function writeNumber(value: number): string {
  const [, sign = '', whole = '', part = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const moved = Number(exponent);
  if (moved < 0) return `${sign}0.${'0'.repeat(-moved - 1)}${whole}${part}`;
  return `${sign}${whole}${part.padEnd(moved, '0')}`;
}

function fill(text: string, lookUp: (name: string) => string, otherwise: (name: string) => void): string {
  return text.replace(PLACEHOLDER, (written, name: string, fallback: string | undefined) => {
    const known = nameOf(name);
    if (!known) return written;
    const value = lookUp(known);
    if (strip(value)) return value;
    if (fallback !== undefined) return strip(fallback);
    otherwise(known);
    return written;
  });
}

/** A template's text with its values; what has none stays as it is written. */
export const fillTemplate = (text: string, lookUp: (name: string) => string): string =>
  fill(
    text,
    (name) => cleanParameter(lookUp(name)),
    () => undefined,
  );

/** The text of a Message 2 for one contact; `missing` is the first field without which there is none. */
export function fillMessage2(text: string, fields: Fields): { text: string; missing: string | null } {
  let missing: string | null = null;
  const filled = fill(
    text,
    (name) => textOf(fields[name]),
    (name) => {
      missing ??= name;
    },
  );
  return { text: filled, missing };
}

/** Line breaks and long runs of spaces become one space, as at the sending: Meta refuses them. */
const cleanParameter = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\t-\r\x1c-\x1f\x85\u2028\u2029]+/g, ' ').replace(/ {4,}/g, ' ');

/** The end of a button's address; what is encoded already stays as it is. */
export const encodeUrlSuffix = (text: string): string =>
  encodeURI(strip(text)).replace(/%25/g, '%').replace(/%5B/g, '[').replace(/%5D/g, ']');

/** What a variable of the template is for a contact: a field or its default, or a text; empty when nothing. */
export function boundValue(
  binding: { field?: string; default?: string; value?: string },
  fields: Fields,
): string {
  if (binding.field === undefined) return strip(binding.value ?? '');
  return textOf(fields[binding.field]) || strip(binding.default ?? '');
}
