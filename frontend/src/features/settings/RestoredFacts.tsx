import { useTranslation } from 'react-i18next';
import { FactLine } from '@/components/FactLine';
import type { RestoredQuestion } from '@/hooks/useRestored';
import { useFormat } from '@/lib/useFormat';
import classes from './Restored.module.css';

/** What was noticed, what waits, and what the sent logs know. */
export function RestoredFacts({ question }: { question: RestoredQuestion }) {
  const { t } = useTranslation('restored');
  const format = useFormat();
  return (
    <dl className={classes.facts}>
      {question.noticed_at && (
        <FactLine label={t('noticed')}>{format.dateTime(question.noticed_at)}</FactLine>
      )}
      {question.reason && <FactLine label={t('why')}>{t(`reason.${question.reason}`)}</FactLine>}
      <FactLine label={t('known')}>
        {question.known_until ? format.dateTime(question.known_until) : t('known_none')}
      </FactLine>
      <FactLine label={t('paused')}>{format.count(question.campaigns_paused)}</FactLine>
      <FactLine label={t('waiting')}>{format.count(question.messages_waiting)}</FactLine>
      <FactLine label={t('left')}>
        {question.left_unknown === null ? t('reading') : format.count(question.left_unknown)}
      </FactLine>
      {question.covered !== null && (
        <FactLine label={t('logs')}>
          {question.covered ? t('logs_complete') : `${t('logs_incomplete')} ${t('logs_add')}`}
        </FactLine>
      )}
    </dl>
  );
}
