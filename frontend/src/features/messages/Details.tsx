import { ActionIcon, Anchor, CopyButton, Group, Paper, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '@/components/messages/useNames';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import type { MessageStory } from '@/hooks/useMessages';
import { useSenders } from '@/hooks/useSenders';
import { useFormat } from '@/lib/useFormat';
import classes from './Details.module.css';

/** The facts of a message: whose, from which number, Meta's ids, what was filled in. */
export function Details({ message }: { message: MessageStory }) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  const { nameOf, isGone } = useNames();
  const senders = useSenders();
  const sender = senders.data?.items.find(({ id }) => id === message.sender_id);
  const parameters = Object.entries(message.parameters);
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-labelledby="details">
      <Title order={2} size="h4" mb="sm" id="details">
        {t('detail.details')}
      </Title>
      <dl className={classes.facts}>
        <Fact label={t('detail.contact')}>
          {isGone(message) ? (
            nameOf(message)
          ) : (
            <Anchor component={Link} to={`/contacts/${message.contact_id}`} size="sm">
              <NameOrNumber name={nameOf(message)} phone={message.phone} />
            </Anchor>
          )}
        </Fact>
        {message.phone && (
          <Fact label={t('detail.phone')}>
            <PhoneNumber phone={message.phone} />
          </Fact>
        )}
        <Fact label={t('columns.campaign')}>
          <Anchor component={Link} to={`/campaigns/${message.campaign_id}`} size="sm">
            {message.campaign_name}
          </Anchor>
        </Fact>
        <Fact label={t('detail.sender')}>
          {[sender?.verified_name, sender?.display_phone_number].filter(Boolean).join(' · ') ||
            `#${message.sender_id}`}
        </Fact>
        <Fact label={t('detail.attempts')}>{format.count(message.attempt)}</Fact>
        <Fact label={t('detail.wamid')}>
          {message.wamid ? (
            <Wamid wamid={message.wamid} />
          ) : (
            t(
              message.counted_as_sent || message.state === 'unknown'
                ? 'detail.no_wamid_yet'
                : 'detail.no_wamid',
            )
          )}
        </Fact>
        {message.old_wamids.length > 0 && (
          <Fact label={t('detail.old_wamids')}>
            {message.old_wamids.map((wamid) => (
              <Wamid key={wamid} wamid={wamid} />
            ))}
          </Fact>
        )}
        {message.expires_at && <Fact label={t('detail.expires')}>{format.dateTime(message.expires_at)}</Fact>}
        {message.pricing_category && (
          <Fact label={t('detail.price')}>
            {[
              message.pricing_category,
              message.pricing_type,
              message.billable !== null && t(message.billable ? 'detail.billable' : 'detail.not_billable'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Fact>
        )}
        {message.fbtrace_id && <Fact label={t('detail.trace')}>{message.fbtrace_id}</Fact>}
        <Fact label={t('detail.parameters')}>
          {parameters.length === 0 ? (
            t('detail.no_parameters')
          ) : (
            <ul className={classes.values}>
              {parameters.map(([name, value]) => (
                <li key={name}>
                  <code>{`{{${name}}}`}</code> {String(value)}
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </Paper>
  );
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Text component="dt" size="sm" c="dimmed">
        {props.label}
      </Text>
      <Text component="dd" size="sm" m={0} className={classes.value}>
        {props.children}
      </Text>
    </div>
  );
}

function Wamid({ wamid }: { wamid: string }) {
  const { t } = useTranslation('messages');
  return (
    <Group gap={4} wrap="nowrap" align="flex-start" component="span">
      <code className={classes.wamid}>{wamid}</code>
      <CopyButton value={wamid}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'detail.copied' : 'detail.copy_wamid')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              onClick={copy}
              aria-label={t(copied ? 'detail.copied' : 'detail.copy_wamid')}
            >
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
