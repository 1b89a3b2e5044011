import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { useWord } from '@/lib/useReason';

type Reason = Schemas['DoubtReason'];
type Verdict = Schemas['DoubtVerdict'];

/** Values of a reason that are moments. */
const MOMENTS: ReadonlySet<string> = new Set(['from', 'to', 'until', 'since']);

/** Why doubts wait and who decided what, in the reader's language; `isEnglish` where only the API's words are there. */
export function useDoubtWords() {
  const { t, i18n } = useTranslation('doubts');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const tellGap = useWord('gap');
  return useMemo(() => {
    const has = (key: string) => i18n.exists(key, { ns: 'doubts' });
    // Codes come from the API: that there is a text for one is asked right here.
    const say = t as (key: string, values: Record<string, unknown>) => string;
    const word = (group: string, value: unknown, values: Record<string, unknown>) =>
      has(`${group}.${value}`) ? say(`${group}.${value}`, values) : String(value);
    const explain = ({ code, text, values, messages }: Reason): { words: string; isEnglish: boolean } => {
      if (!has(`reason.${code}`) && !has(`reason.${code}_other`)) return { words: text, isEnglish: true };
      const shown: Record<string, unknown> = { ...values, count: messages };
      for (const [name, value] of Object.entries(values)) {
        if (MOMENTS.has(name) && typeof value === 'string') shown[name] = format.timeWithSeconds(value);
      }
      shown.gap = tellGap(String(values.reason));
      shown.side = word('side', values.side, shown);
      shown.clock = word('clock', values.clock, shown);
      return { words: say(`reason.${code}`, shown), isEnglish: false };
    };
    const tell = (verdict: Verdict): string => {
      const { kind, name } = verdict.decided_by;
      const who =
        kind === 'command'
          ? t('verdict.command')
          : kind === 'api_key'
            ? t('verdict.api_key', { name })
            : (name ?? '');
      const told = t(`verdict.${verdict.decision}`, {
        when: format.dateTime(verdict.decided_at),
        who,
        count: verdict.messages,
        type: tCommon(`message_type.${verdict.message_type}`),
      });
      return verdict.heard_since > 0
        ? `${told} (${t('verdict.heard', { count: verdict.heard_since })})`
        : told;
    };
    return { explain, tell };
  }, [t, tCommon, i18n, format, tellGap]);
}
