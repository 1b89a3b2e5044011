import type { Contact } from '@/hooks/useContacts';
import type { Schemas } from '@/lib/api/client';
import { forEachText, OWN_TEXTS, type OwnText } from '@/lib/own-fields';

export const FIELD_TYPES = ['text', 'number', 'boolean'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A custom field while it is edited: a number as it is typed, yes and no as `true` and `false`. */
export interface FieldRow {
  /** For React: names change while they are typed. */
  key: number;
  name: string;
  type: FieldType;
  value: string;
}

export interface ContactValues {
  country: string | null;
  phone: string;
  texts: Record<OwnText, string>;
  categoryIds: number[];
  fields: FieldRow[];
}

export type FieldProblem = 'field_name_needed' | 'field_name_twice' | 'number_needed';

export const LONGEST_NAME = 200;
export const LONGEST_FIELD_NAME = 60;
export const LONGEST_FIELD_TEXT = 1000;
export const MOST_FIELDS = 100;

type Attributes = NonNullable<Schemas['NewContact']['attributes']>;
type AttributeValue = Attributes[string];

export const emptyValues = (country: string | null): ContactValues => ({
  country,
  phone: '',
  texts: forEachText(() => ''),
  categoryIds: [],
  fields: [],
});

let lastKey = 0;

export function newField(name = '', type: FieldType = 'text', value = ''): FieldRow {
  lastKey += 1;
  return { key: lastKey, name, type, value };
}

/** The values of a contact, ready to be edited. */
export function valuesOf(contact: Contact, country: string | null): ContactValues {
  return {
    country,
    phone: contact.phone ?? '',
    texts: forEachText((name) => contact[name] ?? ''),
    categoryIds: contact.category_ids,
    fields: Object.entries(contact.attributes).map(([name, value]) =>
      newField(name, typeOf(value), String(value ?? '')),
    ),
  };
}

function typeOf(value: unknown): FieldType {
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' ? 'number' : 'text';
}

/** A number as a person of either language types it, `12,5` and `12 000` included; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const number = Number(plain);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? null : number;
}

/** What is wrong with the fields, by their key. */
export function findFieldProblems(fields: readonly FieldRow[]): Map<number, FieldProblem> {
  const problems = new Map<number, FieldProblem>();
  const seen = new Set<string>();
  for (const { key, name, type, value } of fields) {
    const trimmed = name.trim();
    if (!trimmed) {
      // A row that was opened and never filled in is no mistake.
      if (value.trim()) problems.set(key, 'field_name_needed');
      continue;
    }
    if (seen.has(trimmed)) problems.set(key, 'field_name_twice');
    else if (type === 'number' && value.trim() && readNumber(value) === null) {
      problems.set(key, 'number_needed');
    }
    seen.add(trimmed);
  }
  return problems;
}

function readAttributes(fields: readonly FieldRow[]): Attributes {
  const attributes: Attributes = {};
  for (const { name, type, value } of fields) {
    const read = readValue(type, value);
    if (name.trim() && read !== null) attributes[name.trim()] = read;
  }
  return attributes;
}

function readValue(type: FieldType, value: string): AttributeValue {
  if (type === 'boolean') return value === 'true';
  if (!value.trim()) return null;
  return type === 'number' ? readNumber(value) : value.trim();
}

/** `e164` is the number where it could be read here; else it goes as it was typed, with its country. */
const phoneOf = (values: ContactValues, e164: string | null) =>
  e164 ? { phone: e164 } : { phone: values.phone.trim(), ...(values.country && { country: values.country }) };

export function toNewContact(values: ContactValues, e164: string | null): Schemas['NewContact'] {
  return {
    ...phoneOf(values, e164),
    ...forEachText((name) => values.texts[name].trim() || null),
    attributes: readAttributes(values.fields),
    category_ids: values.categoryIds,
  };
}

/** Only what changed: somebody else may be changing the rest. Null when nothing did. */
export function toPatch(
  contact: Contact,
  values: ContactValues,
  e164: string | null,
): Schemas['ContactPatch'] | null {
  const patch: Schemas['ContactPatch'] = {};
  const phone = phoneOf(values, e164);
  if (phone.phone && phone.phone !== (contact.phone ?? '')) Object.assign(patch, phone);
  for (const name of OWN_TEXTS) {
    const text = values.texts[name].trim() || null;
    if (text !== contact[name]) patch[name] = text;
  }
  const attributes = changedAttributes(contact.attributes, readAttributes(values.fields));
  if (Object.keys(attributes).length > 0) patch.attributes = attributes;
  const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).join();
  if (sorted(values.categoryIds) !== sorted(contact.category_ids)) patch.category_ids = values.categoryIds;
  return Object.keys(patch).length > 0 ? patch : null;
}

/** The API merges fields, and null removes one. */
function changedAttributes(before: Record<string, unknown>, after: Attributes): Attributes {
  const changes: Attributes = {};
  for (const name of Object.keys(before)) if (!(name in after)) changes[name] = null;
  for (const [name, value] of Object.entries(after)) if (before[name] !== value) changes[name] = value;
  return changes;
}
