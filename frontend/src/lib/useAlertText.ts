import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';

type Alert = Pick<Schemas['AlertAnswer'], 'code' | 'values' | 'message' | 'what_to_do'>;

/** What an alert says and what to do about it, in the reader's language; the API's English where no text is kept. */
export function useAlertText() {
  // What Meta's codes mean stands in some of them.
  const { t, i18n } = useTranslation(['alerts', 'meta', 'reasons']);
  return useMemo(() => {
    const say = (part: 'message' | 'what_to_do', alert: Alert) => {
      const key = `alerts:${alert.code}.${part}`;
      if (!i18n.exists(key)) return alert[part];
      // The code comes from the API: that there is a text for it was just asked.
      return (t as (key: string, options: object) => string)(key, { replace: alert.values });
    };
    return {
      describe: (alert: Alert) => say('message', alert),
      advise: (alert: Alert) => say('what_to_do', alert),
    };
  }, [t, i18n]);
}
