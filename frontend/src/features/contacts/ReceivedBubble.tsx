import {
  IconAddressBook,
  IconArrowBackUp,
  IconFileText,
  IconForms,
  IconMapPin,
  IconMessage,
  IconMicrophone,
  IconPhone,
  IconPhoto,
  IconShoppingCart,
  IconSticker,
  IconVideo,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { WhatsAppText } from '@/components/whatsapp/WhatsAppText';
import { useFormat } from '@/lib/useFormat';
import classes from './Conversation.module.css';
import type { ReceivedItem } from './timeline-items';

const ICONS = {
  text: IconMessage,
  button: IconArrowBackUp,
  button_reply: IconArrowBackUp,
  list_reply: IconArrowBackUp,
  reaction: IconMessage,
  audio: IconMicrophone,
  voice: IconMicrophone,
  image: IconPhoto,
  video: IconVideo,
  document: IconFileText,
  sticker: IconSticker,
  location: IconMapPin,
  contacts: IconAddressBook,
  order: IconShoppingCart,
  form: IconForms,
  call_permission_reply: IconPhone,
} as const;

type Kind = keyof typeof ICONS;

const isKind = (word: string): word is Kind => word in ICONS;

/** Something a contact wrote, tapped or sent. */
export function ReceivedBubble({ item }: { item: ReceivedItem }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const kind = isKind(item.type) ? item.type : null;
  const Icon = kind ? ICONS[kind] : IconMessage;
  const label = kind ? t(`timeline.kind.${kind}`) : t('timeline.kind.other');
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
                {label}
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
