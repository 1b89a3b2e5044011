import type { ImportPreview } from '@/hooks/useImportPreview';
import { OWN_TEXTS, type OwnText } from '@/lib/own-fields';

const CONSENTS = [
  'consent_given',
  'consent_date',
  'consent_date_month_first',
  'consent_how',
  'consent_words',
  'consent_refused',
] as const;

/** What a column can be taken for; anything else is the name of a contact's own field. */
export const MEANINGS = [
  'phone',
  'full_number',
  'further_phone',
  'country_code',
  ...OWN_TEXTS,
  ...CONSENTS,
  'field',
  'skip',
] as const;
/** What only an export of Relance says; the server names these columns so. */
const OF_EXPORTS = [
  'opted_out_at',
  'opted_out_reason',
  'whatsapp_verified',
  'category_names',
  'attributes',
] as const;
type Meaning = (typeof MEANINGS)[number] | (typeof OF_EXPORTS)[number];

export const LONGEST_FIELD_NAME = 60;

/** A column and what the person says it is; `field` is the name when the meaning is `field`. */
export interface MappedColumn {
  place: number;
  header: string;
  meaning: Meaning;
  field: string;
  /** What the column is in an export of Relance. */
  exported?: (typeof OF_EXPORTS)[number];
}

export type ColumnProblem = 'twice' | 'no_field_name' | 'reserved';

const MANY_ALLOWED: ReadonlySet<Meaning> = new Set(['phone', 'full_number', 'further_phone', 'skip']);

// The server takes these words for the meaning, not for a name.
const RESERVED: ReadonlySet<string> = new Set(MEANINGS.filter((word) => word !== 'field'));

/** The columns as the server guessed them. */
export function readColumns(columns: ImportPreview['columns']): MappedColumn[] {
  const isExport = looksExported(columns);
  return columns.map(({ place, header, meaning }) => {
    const field = header.trim().slice(0, LONGEST_FIELD_NAME);
    const known = MEANINGS.find((word) => word === meaning && word !== 'field');
    if (known) return { place, header, meaning: known, field };
    const exported = isExport ? OF_EXPORTS.find((word) => word === meaning) : undefined;
    return exported
      ? { place, header, meaning: exported, exported, field }
      : { place, header, meaning: 'field', field: meaning };
  });
}

/** A lone column called "attributes" is a field like any other. */
const looksExported = (columns: ImportPreview['columns']): boolean =>
  OF_EXPORTS.filter((word) => columns.some(({ meaning }) => meaning === word)).length > 3;

/** What the server is told: the meaning of each place, or the name of a field. */
export function writeColumns(columns: readonly MappedColumn[]): Record<number, string> {
  return Object.fromEntries(
    columns.map(({ place, meaning, field }) => [place, meaning === 'field' ? field.trim() : meaning]),
  );
}

/** Whether any column speaks of consent. */
export const hasConsents = (columns: readonly MappedColumn[]): boolean =>
  columns.some(({ meaning }) => CONSENTS.some((word) => word === meaning));

/** Whether any column holds numbers. */
export const hasPhone = (columns: readonly MappedColumn[]): boolean =>
  columns.some(({ meaning }) => meaning === 'phone' || meaning === 'full_number');

/** What the server would refuse, by place. */
export function findProblems(columns: readonly MappedColumn[]): Map<number, ColumnProblem> {
  const problems = new Map<number, ColumnProblem>();
  const seen = new Set<string>();
  for (const { place, meaning, field } of columns) {
    if (meaning === 'field' && !field.trim()) problems.set(place, 'no_field_name');
    if (meaning === 'field' && RESERVED.has(field.trim())) problems.set(place, 'reserved');
    if (MANY_ALLOWED.has(meaning)) continue;
    // A file has one date of consent, however it is written.
    const kind = meaning === 'consent_date_month_first' ? 'consent_date' : meaning;
    const key = meaning === 'field' ? `field ${fold(field)}` : kind;
    if (seen.has(key)) problems.set(place, 'twice');
    seen.add(key);
  }
  return problems;
}

/** As the server names fields: lower case, no accents, words joined. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

export const isOwnText = (meaning: string): meaning is OwnText =>
  (OWN_TEXTS as readonly string[]).includes(meaning);
