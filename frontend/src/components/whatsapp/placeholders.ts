// The syntax of `{{…}}` is the server's: letters, digits and underscores, and in Message 2 a default after `|`.
const OF_TEMPLATE = /\{\{\s*([A-Za-z0-9_]{1,64})\s*\}\}/g;
const OF_MESSAGE_2 = /\{\{\s*([A-Za-z0-9_]{1,64})\s*(?:\|([^{}]*))?\}\}/g;

export type Fields = Readonly<Record<string, unknown>>;

export const FIELD_NAME = /^[A-Za-z0-9_]{1,64}$/;

/** The fields that every contact may have. */
export const BASIC_FIELDS = ['first_name', 'last_name', 'phone'] as const;

export const hasPlaceholder = (text: string): boolean => text.search(OF_TEMPLATE) >= 0;

/** A field of a contact as text; empty for what cannot be written into a message. */
export function textOf(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value).trim();
}

/** A template's text with its values; what has none stays as it is written. */
export function fillTemplate(text: string, lookUp: (name: string) => string): string {
  return text.replace(OF_TEMPLATE, (written, name: string) => {
    const value = lookUp(name);
    return value.trim() ? cleanParameter(value) : written;
  });
}

/** Line breaks and long runs of spaces become one space, as at the sending: Meta refuses them. */
export const cleanParameter = (text: string): string =>
  text.replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ').replace(/ {4,}/g, ' ');

/** The text of a Message 2 for one contact; `missing` is the first field without which there is none. */
export function fillMessage2(text: string, fields: Fields): { text: string; missing: string | null } {
  let missing: string | null = null;
  const filled = text.replace(OF_MESSAGE_2, (written, name: string, fallback: string | undefined) => {
    const value = textOf(fields[name]);
    if (value) return value;
    if (fallback !== undefined) return fallback.trim();
    missing ??= name;
    return written;
  });
  return { text: filled, missing };
}

/** The fields that a Message 2 asks for, each once. */
export function listFields(text: string): string[] {
  return [...new Set([...text.matchAll(OF_MESSAGE_2)].map((match) => match[1] ?? ''))];
}
