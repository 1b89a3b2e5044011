import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCancelWords } from '@/components/messages/useNames';
import { type ShownMessage, WhatsAppPreview } from '@/components/whatsapp/WhatsAppPreview';
import { useFormat } from '@/lib/useFormat';
import { useMetaWords } from '@/lib/useMetaWords';
import classes from './Conversation.module.css';
import { type SentItem, ticksOf } from './timeline-items';

/** A message of ours with its ticks, its campaign, and why it never arrived where it did not. */
export function SentBubble({ item, shown }: { item: SentItem; shown: ShownMessage | null }) {
  const { t } = useTranslation(['contacts', 'common', 'messages']);
  const format = useFormat();
  const values = Object.values(item.content).filter((value) => typeof value === 'string');
  // A cancelled row carries no values: its template would show empty places.
  const wasWritten = item.status !== 'cancelled' || values.length > 0;
  const isTemplate = item.type === 'message_1';
  const fallback = values.length > 0 ? t('timeline.template_values', { values: values.join(', ') }) : null;
  const plain = isTemplate ? t('timeline.template_plain') : t('common:message_type.message_2');
  return (
    <>
      {shown && wasWritten ? (
        <WhatsAppPreview {...shown} side="out" />
      ) : (
        <WhatsAppPreview body={item.text ?? fallback ?? plain} side="out" />
      )}
      <Unsent item={item} />
      <div className={classes.meta}>
        <span>{t(`common:message_type.${item.type}`)}</span>
        {item.is_test && <span title={t('messages:detail.test_hint')}>{t('messages:detail.test')}</span>}
        <Link to="/campaigns/$campaignId" params={{ campaignId: item.campaign_id }}>
          {item.campaign_name}
        </Link>
        <Link
          to="/messages/$messageId"
          params={{ messageId: item.id }}
          aria-label={`${format.time(item.at)} – ${t('timeline.open_message')}`}
          title={t('timeline.open_message')}
        >
          {format.time(item.at)}
        </Link>
        <Ticks item={item} />
      </div>
    </>
  );
}

function Ticks({ item }: { item: SentItem }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const ticks = ticksOf(item);
  const at = item.read_at ?? item.delivered_at ?? item.sent_at;
  const word = t(`message_state.${ticks === 3 ? 'read' : ticks === 2 ? 'delivered' : item.status}`);
  const label = at ? `${word} ${format.dateTime(at)}` : word;
  return (
    <span className={ticks === 3 ? `${classes.ticks} ${classes.seen}` : classes.ticks} title={label}>
      <TickIcon ticks={ticks} isLost={isLost(item)} />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}

const isLost = ({ status }: SentItem): boolean => status === 'failed' || status === 'cancelled';

function TickIcon({ ticks, isLost }: { ticks: 0 | 1 | 2 | 3; isLost: boolean }) {
  if (isLost) return <IconAlertCircle size={15} aria-hidden />;
  if (ticks === 0) return <IconClock size={15} aria-hidden />;
  return ticks === 1 ? <IconCheck size={16} aria-hidden /> : <IconChecks size={16} aria-hidden />;
}

function Unsent({ item }: { item: SentItem }) {
  const { t } = useTranslation('contacts');
  const { say } = useCancelWords();
  const { explain } = useMetaWords();
  if (item.status === 'cancelled' && item.cancel_reason) {
    return (
      <div className={classes.unsent}>{t('timeline.cancelled', { reason: say(item.cancel_reason) })}</div>
    );
  }
  if (item.status !== 'failed' || item.error_code === null) return null;
  const reason = explain(item.error_code, item.error_title ?? String(item.error_code));
  return <div className={classes.unsent}>{t('timeline.failed_with', { reason })}</div>;
}
