import type { i18n as I18n } from 'i18next';
import { createFormat } from '@/lib/useFormat';
import { type Reason, tellReason, tellWord } from '@/lib/useReason';

/** Groups of words that stand in sentences: `reasons.word.<group>.<word>`; the name of a group is a format. */
const WORDS = [
  'button_part',
  'campaign_status',
  'content',
  'gap',
  'part_of_request',
  'restored_answer',
  'super_admin_task',
  'what_counts',
  'what_ends_it',
  'work',
] as const;

type Show = (value: never, language: string) => string;

/**
 * How the values of sentences are shown in a language, by the name after the comma: `{{age_s, seconds}}`. The same
 * names stand in the API's English sentences; `number` is i18next's own.
 */
const FORMATS: Record<string, Show> = {
  count: (n: number, language) => createFormat(language).count(n),
  id: String,
  seconds: (s: number, language) => createFormat(language).duration(s),
  minutes: (n: number, language) => showUnit(n, language, 'minute', 'long'),
  megabytes: (n: number, language) => showUnit(n, language, 'megabyte', 'short'),
  moment: (iso: string, language) => createFormat(language).dateTime(iso),
  country: (code: string, language) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code,
  list: (values: unknown[]) => values.join(', '),
};

/** Make the formats known to i18next. */
export function addFormats(i18n: I18n): void {
  const add = (name: string, show: (value: unknown, language: string) => string) =>
    i18n.services.formatter?.add(name, (value, language) =>
      value === undefined || value === null ? '–' : show(value, language ?? i18n.language),
    );
  for (const [name, show] of Object.entries(FORMATS)) add(name, show as never);
  for (const group of WORDS) add(group, (word) => tellWord(i18n, group, String(word)));
  add('reason', (reason) => tellReason(i18n, reason as Reason));
  // Inside of a sentence: its period is that of the sentence around it.
  add('clause', (reason) => tellReason(i18n, reason as Reason).replace(/\.$/, ''));
}

function showUnit(n: number, language: string, unit: string, unitDisplay: 'long' | 'short'): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(n);
}
