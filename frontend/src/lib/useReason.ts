import type { i18n as I18n } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Why something is as it is: `values` fill the sentence of `code`; `text` is that sentence in English. */
export interface Reason {
  /** The list that the code is of. */
  kind: string;
  code: string;
  /** Null of what an older version has written: then `text` is all there is. */
  values: Record<string, unknown> | null;
  text: string;
}

/** A reason in the reader's language; the API's English where this app has no sentence for its code. */
export function tellReason(i18n: I18n, reason: Reason): string {
  const key = keyOf(reason);
  if (reason.values === null || !i18n.exists(key)) return reason.text;
  // The code comes from the API: that there is a text for it was just asked.
  const t = i18n.t as (key: string, options: object) => string;
  // What an older version wrote of a sentence that had no places then.
  if (Object.keys(reason.values).length === 0 && t(key, { skipInterpolation: true }).includes('{{')) {
    return reason.text;
  }
  return t(key, { replace: reason.values });
}

/** A function that tells reasons. */
export function useReason(): (reason: Reason) => string {
  const { i18n } = useTranslation(['reasons', 'errors', 'meta']);
  return useCallback((reason) => tellReason(i18n, reason), [i18n]);
}

/** A function that tells why Meta stopped something: by its code where that is known, else Meta's words as a quote. */
export function useStopWords(): (code: number | null, words: string | null) => string {
  const { i18n } = useTranslation(['reasons', 'meta']);
  return useCallback(
    (code, words) => {
      const meant = { kind: 'meta_words', code: String(code), values: {}, text: words ?? '' };
      const said = {
        kind: 'meta',
        code: words ? 'said' : 'nothing_said',
        values: { words },
        text: words ?? '',
      };
      return tellReason(i18n, i18n.exists(keyOf(meant)) ? meant : said);
    },
    [i18n],
  );
}

/** A function that tells words of a closed list (`reasons.word`); the word itself where no text is kept. */
export function useWord(group: 'gap' | 'work'): (word: string) => string {
  const { i18n } = useTranslation('reasons');
  return useCallback((word) => tellWord(i18n, group, word), [i18n, group]);
}

/** A word of a group of `reasons.word`. */
export function tellWord(i18n: I18n, group: string, word: string): string {
  const key = `reasons:word.${group}.${word}`;
  return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : word;
}

function keyOf({ kind, code }: Pick<Reason, 'kind' | 'code'>): string {
  const ofMeta = `meta:code_${code.replace('-', 'minus_')}`;
  switch (kind) {
    case 'refusal':
      return `errors:${code}`;
    case 'meta_words':
      return `${ofMeta}.words`;
    case 'meta_advice':
      return `${ofMeta}.advice`;
    default:
      return `reasons:${kind}.${code}`;
  }
}
