import { Anchor } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '@/components/badges';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { Card } from './Card';
import shared from './Dashboard.module.css';
import classes from './LatestMessages.module.css';

type Latest = Schemas['LatestMessage'];

const TICK_MS = 15_000;

/** What left last, with ways to the person, the campaign and the message's story. */
export function LatestMessages({ messages }: { messages: readonly Latest[] }) {
  const { t } = useTranslation('dashboard');
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), TICK_MS, { autoInvoke: true });
  return (
    <Card
      title={t('latest.title')}
      aside={
        <Anchor size="sm" renderRoot={(props) => <Link to="/messages" {...props} />}>
          {t('latest.all')}
        </Anchor>
      }
    >
      {messages.length === 0 ? (
        <p className={shared.quiet}>{t('latest.none')}</p>
      ) : (
        <ul className={classes.messages}>
          {messages.map((message) => (
            <Message key={message.id} message={message} now={now} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Message({ message, now }: { message: Latest; now: number }) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const name = [message.first_name, message.last_name].filter(Boolean).join(' ') || message.phone;
  const type = common(`message_type.${message.message_type}`);
  const contact = name || common('deleted_contact');
  return (
    <li className={classes.message}>
      <span className={shared.clip}>
        {name ? (
          <Anchor
            inherit
            fw={600}
            c="var(--mantine-color-text)"
            renderRoot={(props) => (
              <Link to="/contacts/$contactId" params={{ contactId: message.contact_id }} {...props} />
            )}
          >
            {name}
          </Anchor>
        ) : (
          <span className={shared.quiet}>{contact}</span>
        )}
      </span>
      <span className={`${shared.clip} ${classes.campaign}`}>
        <Anchor
          inherit
          renderRoot={(props) => (
            <Link to="/campaigns/$campaignId" params={{ campaignId: message.campaign_id }} {...props} />
          )}
        >
          {message.campaign_name}
        </Anchor>
      </span>
      <span className={classes.type}>{type}</span>
      <span className={classes.state}>
        <StateBadge state={message.status} />
      </span>
      <span className={classes.when}>
        <Anchor
          inherit
          aria-label={`${t('latest.message_of', { type, contact })}, ${format.ago(message.sent_at, now)}`}
          title={format.dateTime(message.sent_at)}
          renderRoot={(props) => (
            <Link to="/messages/$messageId" params={{ messageId: message.id }} {...props} />
          )}
        >
          <time dateTime={message.sent_at}>{format.ago(message.sent_at, now)}</time>
        </Anchor>
      </span>
    </li>
  );
}
