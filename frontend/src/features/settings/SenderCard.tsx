import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Sender, useUnblockSender } from '@/hooks/useSenders';
import type { Schemas } from '@/lib/api/client';
import { useErrorText } from '@/lib/api/useErrorText';
import { nameLimit, nameQuality, QUALITY_COLORS } from '@/lib/meta-words';
import { useFormat } from '@/lib/useFormat';
import { useStopWords } from '@/lib/useReason';
import { SenderRate } from './SenderRate';
import classes from './SettingsPage.module.css';
import { SettingsSection } from './SettingsSection';

/** One number. */
export function SenderCard({ sender }: { sender: Sender }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const number = sender.display_phone_number ?? sender.phone_number_id;
  const quality = nameQuality(sender.quality_rating);
  const limit = nameLimit(sender.messaging_limit);
  return (
    <SettingsSection title={number} {...(sender.verified_name && { text: sender.verified_name })}>
      <Stack gap="lg">
        {sender.account_blocked && (
          <Stopped block={sender.account_blocked} sender={sender} title="senders.account_blocked" />
        )}
        {sender.blocked && <Stopped block={sender.blocked} sender={sender} title="senders.blocked" />}
        <dl className={classes.facts}>
          <Fact label={t('senders.quality')}>
            <Badge color={QUALITY_COLORS[quality]} tt="none" fw={600}>
              {t(`senders.quality_of.${quality}`)}
            </Badge>
          </Fact>
          <Fact label={t('senders.limit')}>
            {limit === 'unlimited'
              ? t('senders.unlimited')
              : typeof limit === 'number'
                ? format.count(limit)
                : '–'}
          </Fact>
          <Fact label={t('senders.status')}>
            {sender.status === 'CONNECTED' ? t('senders.connected') : (sender.status ?? '–')}
          </Fact>
          <Fact label={t('senders.synced')}>{sender.synced_at ? format.ago(sender.synced_at) : '–'}</Fact>
          <Fact label={t('senders.number_id')}>{sender.phone_number_id}</Fact>
          <Fact label={t('senders.account_id')}>{sender.waba_id}</Fact>
        </dl>
        {sender.throttled_rate_per_s !== null && sender.throttled_at && (
          <Text size="sm">
            {t('senders.throttled', {
              time: format.dateTime(sender.throttled_at),
              rate: format.count(sender.throttled_rate_per_s),
            })}
          </Text>
        )}
        <SenderRate sender={sender} number={number} />
      </Stack>
    </SettingsSection>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Why nothing leaves, how long, and the way to lift it. */
function Stopped(props: {
  block: Schemas['Block'];
  sender: Sender;
  title: 'senders.blocked' | 'senders.account_blocked';
}) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const describe = useErrorText();
  const explain = useStopWords();
  const unblock = useUnblockSender();
  const { block, sender } = props;
  const number = sender.display_phone_number ?? sender.phone_number_id;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconHandStop />}
      title={t(props.title, { time: format.dateTime(block.since) })}
    >
      <Stack gap="xs">
        {block.reason && (
          <Text size="sm">
            {block.code === null
              ? explain(block.code, block.reason)
              : t('senders.reason', { reason: explain(block.code, block.reason), code: block.code })}
          </Text>
        )}
        <Text size="sm">
          {block.until
            ? t('senders.until', { time: format.dateTime(block.until) })
            : t('senders.until_lifted')}
        </Text>
        <Group>
          <Button
            variant="default"
            size="xs"
            loading={unblock.isPending}
            onClick={() =>
              unblock.mutate(sender.id, {
                onSuccess: () =>
                  notifications.show({ color: 'forest', message: t('senders.unblocked', { number }) }),
                onError: (error) => notifications.show({ color: 'red', message: describe(error) }),
              })
            }
          >
            {t('senders.unblock')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
