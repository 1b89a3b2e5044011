import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from './useFormat';
import { useGapWords } from './useGapWords';

type Alert = Pick<Schemas['AlertAnswer'], 'code' | 'details' | 'message' | 'what_to_do'>;

/** What an alert says and what to do about it, in the reader's language; the API's English where no text is kept. */
export function useAlertText() {
  const { t, i18n } = useTranslation('alerts');
  const format = useFormat();
  const tellGap = useGapWords();
  return useMemo(() => {
    const say = (part: 'message' | 'what_to_do', alert: Alert) => {
      const key = `${alert.code}.${part}`;
      if (!i18n.exists(key, { ns: 'alerts' })) return alert[part];
      const values = Object.fromEntries(
        Object.entries(alert.details).map(([name, value]) => [name, show(name, value, format.count)]),
      );
      if (alert.code === 'webhooks_refused') values.reason = tellGap(String(alert.details.reason));
      // The code comes from the API: that there is a text for it was just asked.
      return (t as (key: string, values: object) => string)(key, values);
    };
    return {
      describe: (alert: Alert) => say('message', alert),
      advise: (alert: Alert) => say('what_to_do', alert),
    };
  }, [t, i18n, format, tellGap]);
}

// Codes, ids and process numbers are names made of digits.
const NAMES = /(code|pid|_ids?)$/;

function show(name: string, value: unknown, count: (n: number) => string): string {
  if (typeof value === 'number') return NAMES.test(name) ? String(value) : count(value);
  return Array.isArray(value) ? value.join(', ') : String(value ?? '–');
}
