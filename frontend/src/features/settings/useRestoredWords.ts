import { useTranslation } from 'react-i18next';
import type { Answer, RestoredQuestion } from '@/hooks/useRestored';

/** What each answer leads to, by what is known, and the numbers in sentences. */
export function useRestoredWords(question: RestoredQuestion) {
  const { t } = useTranslation('restored');
  const { campaigns_paused: paused, messages_waiting: waiting, left_unknown: left, covered } = question;
  const consequences = (answer: Answer): string[] => {
    if (answer === 'copy') return [t('copy_left'), count('copy_waiting', waiting)];
    const words = [left === null ? t('restored_reading') : count('restored_left', left)];
    if (covered === true) words.push(t('restored_covered'));
    if (covered === false)
      words.push(waiting > 0 ? t('restored_uncovered', { count: waiting }) : t('logs_incomplete'));
    return words;
  };
  const count = (key: 'copy_waiting' | 'restored_left', n: number) =>
    n === 0 ? t(`${key}_none`) : t(key, { count: n });
  const numbers = [
    t('confirm.paused', { count: paused }),
    t('confirm.waiting', { count: waiting }),
    // None is among the consequences already.
    left !== null && left > 0 && t('confirm.left', { count: left }),
  ]
    .filter(Boolean)
    .join(' ');
  return { consequences, numbers };
}
