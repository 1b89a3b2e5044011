import type { Setting, SettingValue } from '@/hooks/useSettings';

/** What stands in a field: numbers as they are typed, texts of a list one per line. */
export type Draft = string | number | boolean;

/** Why a value cannot be taken, with what it may be. */
export interface Problem {
  rule: 'missing' | 'whole' | 'least' | 'more' | 'most' | 'less' | 'long' | 'many';
  bound?: number;
}

export function draftOf(setting: Setting, value: SettingValue = setting.value): Draft {
  if (setting.kind === 'texts') return Array.isArray(value) ? value.join('\n') : '';
  return value === null || Array.isArray(value) ? '' : value;
}

/** The value that a field stands for; null where it is empty and may be. */
export function readDraft(setting: Setting, draft: Draft): SettingValue {
  switch (setting.kind) {
    case 'integer':
    case 'number':
      return draft === '' ? null : Number(draft);
    case 'country':
      return draft === '' ? null : draft;
    case 'texts':
      return String(draft)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    default:
      return draft;
  }
}

/** What is wrong with it, by the bounds that the API tells. */
function problemOf(setting: Setting, value: SettingValue): Problem | null {
  if (value === null) return setting.default === null ? null : { rule: 'missing' };
  if (typeof value === 'number') return problemOfNumber(setting, value);
  const longest = setting.max_length ?? Number.POSITIVE_INFINITY;
  if (Array.isArray(value)) {
    const most = setting.max_items ?? Number.POSITIVE_INFINITY;
    if (value.length > most) return { rule: 'many', bound: most };
    return value.some((word) => word.length > longest) ? { rule: 'long', bound: longest } : null;
  }
  return typeof value === 'string' && value.length > longest ? { rule: 'long', bound: longest } : null;
}

function problemOfNumber(setting: Setting, value: number): Problem | null {
  const { minimum, exclusive_minimum, maximum, exclusive_maximum } = setting;
  if (Number.isNaN(value)) return { rule: 'missing' };
  if (setting.kind === 'integer' && !Number.isSafeInteger(value)) return { rule: 'whole' };
  if (minimum !== null && value < minimum) return { rule: 'least', bound: minimum };
  if (exclusive_minimum !== null && value <= exclusive_minimum)
    return { rule: 'more', bound: exclusive_minimum };
  if (maximum !== null && value > maximum) return { rule: 'most', bound: maximum };
  if (exclusive_maximum !== null && value >= exclusive_maximum)
    return { rule: 'less', bound: exclusive_maximum };
  return null;
}

export const isSame = (one: SettingValue, other: SettingValue) =>
  JSON.stringify(one) === JSON.stringify(other);

/** What to send: only what differs, and null for what is the default again. */
export function listChanges(
  settings: readonly Setting[],
  drafts: Readonly<Record<string, Draft>>,
): Record<string, SettingValue> {
  const changes: Record<string, SettingValue> = {};
  for (const setting of settings) {
    const draft = drafts[setting.name];
    if (draft === undefined || setting.locked) continue;
    const value = readDraft(setting, draft);
    if (!isSame(value, setting.value)) {
      changes[setting.name] = isSame(value, setting.default) ? null : value;
    }
  }
  return changes;
}

/** What is wrong, by name. */
export function listProblems(
  settings: readonly Setting[],
  drafts: Readonly<Record<string, Draft>>,
): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  for (const setting of settings) {
    const draft = drafts[setting.name];
    if (draft === undefined || setting.locked) continue;
    const problem = problemOf(setting, readDraft(setting, draft));
    if (problem) problems[setting.name] = problem;
  }
  return problems;
}
