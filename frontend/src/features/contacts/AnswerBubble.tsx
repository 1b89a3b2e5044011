import { IconAlertCircle, IconCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { WhatsAppPreview } from '@/components/whatsapp/WhatsAppPreview';
import { useFormat } from '@/lib/useFormat';
import { useMetaWords } from '@/lib/useMetaWords';
import classes from './Conversation.module.css';
import type { Answer } from './timeline-items';

/** What was answered to their STOP, and whether it was sent. */
export function AnswerBubble({ answer }: { answer: Answer }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { explain } = useMetaWords();
  const Icon =
    answer.status === 'sent' ? IconCheck : answer.status === 'pending' ? IconClock : IconAlertCircle;
  return (
    <>
      <WhatsAppPreview body={answer.text} side="out" />
      {answer.error_code !== null && (
        <div className={classes.unsent}>
          {t('timeline.failed_with', { reason: explain(answer.error_code, String(answer.error_code)) })}
        </div>
      )}
      <div className={classes.meta}>
        <span>{t('timeline.stop_answer')}</span>
        <span>{t(`timeline.stop_answer_state.${answer.status}`)}</span>
        <time dateTime={answer.at}>{format.time(answer.at)}</time>
        <Icon size={15} aria-hidden />
      </div>
    </>
  );
}
