import { useTranslation } from 'react-i18next';
import type { Setting, SettingValue } from '@/hooks/useSettings';
import words from '@/i18n/settings-words.json';
import { useFormat } from '@/lib/useFormat';
import type { Problem } from './setting-values';

interface Words {
  label: string;
  help: string;
  /** What an empty field means. */
  empty?: string;
  /** The names of choices, where they do not speak for themselves. */
  choices?: Record<string, string>;
}

const WORDS: Record<string, Record<'en' | 'fr', Words>> = words;

/** How a setting is called and explained in the reader's language; one without words by its own name. */
export function useSettingWords() {
  const { t, i18n } = useTranslation('settings');
  const format = useFormat();
  const wordsOf = (name: string): Words =>
    WORDS[name]?.[i18n.language === 'fr' ? 'fr' : 'en'] ?? { label: name, help: '' };
  const countries = new Intl.DisplayNames(i18n.language, { type: 'region' });
  const number = (value: number) => value.toLocaleString(i18n.language, { maximumFractionDigits: 6 });
  const say = (setting: Setting, value: SettingValue): string => {
    const { empty, choices } = wordsOf(setting.name);
    if (value === null || value === '') return choices?.[''] ?? empty ?? t('general.nothing');
    if (typeof value === 'number') {
      const unit = setting.unit && t(`general.units.${setting.unit}`);
      return [number(value), unit].filter(Boolean).join(' ');
    }
    if (typeof value === 'boolean') return t(value ? 'general.yes' : 'general.no');
    if (Array.isArray(value)) return t('general.texts', { count: value.length });
    if (setting.kind === 'country') return countries.of(value) ?? value;
    return choices?.[value] ?? value;
  };
  return {
    wordsOf,
    say,
    sayProblem: ({ rule, bound }: Problem) =>
      t(`general.problems.${rule}`, { bound: bound === undefined ? '' : number(bound) }),
    sayChange: (setting: Setting) =>
      setting.changed_at &&
      t(setting.changed_by ? 'general.changed_by' : 'general.changed', {
        when: format.dateTime(setting.changed_at),
        name: setting.changed_by ?? '',
      }),
  };
}
