import {
  IconArrowBackUp,
  IconCopy,
  IconExternalLink,
  IconFileText,
  IconForms,
  IconPhone,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imageAddress } from '@/hooks/useMedia';
import { hostOf, linkAddress } from './addresses';
import classes from './WhatsApp.module.css';
import { WhatsAppText } from './WhatsAppText';

/** The header of a message: a text, or a media by id or link. `kind` is TEXT, IMAGE, VIDEO or DOCUMENT. */
export interface ShownHeader {
  kind: string;
  text?: string | null | undefined;
  media_id?: string | null | undefined;
  link?: string | null | undefined;
}

/** A button below a message; `kind` as the API says it (quick_reply, url, phone_number, copy_code, flow). */
export interface ShownButton {
  kind: string;
  text: string;
  url?: string | null | undefined;
  phone_number?: string | null | undefined;
}

export interface ShownMessage {
  header?: ShownHeader | null | undefined;
  body?: string | null | undefined;
  footer?: string | null | undefined;
  buttons?: readonly ShownButton[] | undefined;
  /** The address of an image above the text. */
  image?: string | null | undefined;
}

/** One message as a chat shows it; `out` is the side of whoever holds the phone. Stands in a PhoneScreen. */
export function WhatsAppPreview(props: ShownMessage & { side?: 'out' | 'in'; time?: string | undefined }) {
  const { header, body, footer, buttons = [], image, side = 'in', time } = props;
  const media = header && header.kind !== 'TEXT' ? header : null;
  return (
    <div className={side === 'out' ? `${classes.message} ${classes.out}` : classes.message}>
      <div className={classes.bubble}>
        {media && <HeaderMedia kind={media.kind} address={imageAddress(media)} />}
        {image !== undefined && !media && <HeaderMedia kind="IMAGE" address={image} />}
        <div className={classes.content}>
          {header?.kind === 'TEXT' && header.text && (
            <div className={`${classes.text} ${classes.header}`}>{header.text}</div>
          )}
          {body && <WhatsAppText text={body} />}
          {footer && <div className={classes.footer}>{footer}</div>}
        </div>
        {time && <div className={classes.time}>{time}</div>}
      </div>
      {buttons.length > 0 && (
        <ul className={classes.buttons}>
          {buttons.map((button, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: buttons are known by their place
            <li key={index}>
              <MessageButton button={button} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const MEDIA_ICONS = { IMAGE: IconPhoto, VIDEO: IconVideo, DOCUMENT: IconFileText };

function HeaderMedia({ kind, address }: { kind: string; address: string | null }) {
  const { t } = useTranslation('editor');
  const [broken, setBroken] = useState<string | null>(null);
  // A picture of another site is not fetched: that site would hear of everybody who looks at the message.
  const ours = address?.startsWith('/api/media/') ? address : null;
  const elsewhere = ours ? null : linkAddress(address);
  if (kind === 'IMAGE' && ours && ours !== broken) {
    return (
      <img className={classes.image} src={ours} alt={t('preview.image')} onError={() => setBroken(ours)} />
    );
  }
  const known = kind === 'VIDEO' || kind === 'DOCUMENT' ? kind : 'IMAGE';
  const Icon = MEDIA_ICONS[known];
  return (
    <div className={classes.media}>
      <Icon size={28} stroke={1.5} aria-hidden />
      {kind === 'IMAGE' && elsewhere ? (
        <a href={elsewhere} target="_blank" rel="noopener noreferrer">
          {t('preview.image_elsewhere', { host: hostOf(elsewhere) })}
        </a>
      ) : (
        <span>{broken ? t('preview.image_broken') : t(`media_kind.${known}`)}</span>
      )}
    </div>
  );
}

const BUTTON_ICONS: Record<string, typeof IconCopy> = {
  url: IconExternalLink,
  phone_number: IconPhone,
  voice_call: IconPhone,
  copy_code: IconCopy,
  flow: IconForms,
};

function MessageButton({ button }: { button: ShownButton }) {
  const Icon = BUTTON_ICONS[button.kind] ?? IconArrowBackUp;
  const content = (
    <>
      <Icon size={16} aria-hidden />
      <span>{button.text}</span>
    </>
  );
  const address = linkAddress(button.phone_number ? `tel:${button.phone_number}` : button.url);
  return address ? (
    <a className={classes.button} href={address} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  ) : (
    <span className={classes.button}>{content}</span>
  );
}
