import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What an error code of Meta means and what to do about it, in the reader's language; else the API's English. */
export function useMetaWords() {
  const { t, i18n } = useTranslation('meta');
  return useMemo(() => {
    const say = (code: number, part: 'words' | 'advice', english: string) => {
      const key = `code_${String(code).replace('-', 'minus_')}.${part}`;
      // The code comes from the API: that there is a text for it is asked right here.
      return i18n.exists(key, { ns: 'meta' }) ? (t as (key: string) => string)(key) : english;
    };
    return {
      explain: (code: number, english: string) => say(code, 'words', english),
      advise: (code: number, english: string) => say(code, 'advice', english),
    };
  }, [t, i18n]);
}
