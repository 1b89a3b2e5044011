import { useTranslation } from 'react-i18next';
import { KIND_ICONS, readKind } from '@/components/messages/interaction-kinds';
import { WhatsAppText } from '@/components/whatsapp/WhatsAppText';
import { useFormat } from '@/lib/useFormat';
import classes from './Conversation.module.css';
import type { ReceivedItem } from './timeline-items';

/** Something a contact wrote, tapped or sent. */
export function ReceivedBubble({ item }: { item: ReceivedItem }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { t: messages } = useTranslation('messages');
  const kind = readKind(item.type);
  const Icon = KIND_ICONS[kind];
  return (
    <>
      <div className={classes.bubble}>
        {kind === 'reaction' ? (
          <>
            <span className={classes.kind}>{t('timeline.reacted')}</span>
            <span className={classes.emoji}>{item.text}</span>
          </>
        ) : (
          <>
            {kind !== 'text' && (
              <span className={classes.kind}>
                <Icon size={15} aria-hidden />
                {messages(`kind.${kind}`)}
              </span>
            )}
            {item.text && <WhatsAppText text={item.text} />}
          </>
        )}
      </div>
      <div className={classes.meta}>
        <time dateTime={item.at}>{format.time(item.at)}</time>
      </div>
    </>
  );
}
