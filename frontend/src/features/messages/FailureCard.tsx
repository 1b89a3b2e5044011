import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCancelWords } from '@/components/messages/useNames';
import type { MessageStory } from '@/hooks/useMessages';
import { useMetaWords } from '@/lib/useMetaWords';

/** Why a message failed or was never sent, in plain words, in Meta's, and what to do. */
export function FailureCard({ message }: { message: MessageStory }) {
  const { t } = useTranslation('messages');
  const { say, advise } = useCancelWords();
  const { explain, advise: adviseOn } = useMetaWords();
  const { error } = message;
  return (
    <>
      {message.state === 'cancelled' && message.cancel_reason && (
        <Alert
          variant="default"
          radius="md"
          icon={<IconBan />}
          title={`${t('detail.cancelled')} ${say(message.cancel_reason)}`}
        >
          <Text size="sm">{advise(message.cancel_reason)}</Text>
        </Alert>
      )}
      {error && (
        <Alert
          variant="default"
          radius="md"
          icon={<IconAlertTriangle color="var(--mantine-color-error)" />}
          title={t(message.state === 'failed' ? 'detail.error' : 'detail.error_past')}
        >
          <Stack gap={6}>
            <Group gap="xs">
              <Text fw={600}>{explain(error.code, error.meaning)}</Text>
              <Badge color="red.8" variant="filled" tt="none">
                {error.code}
              </Badge>
            </Group>
            {(error.title || error.details) && (
              <Text size="sm">
                <b>{t('detail.meta_says')}</b>{' '}
                <span lang="en">{[error.title, error.details].filter(Boolean).join(' · ')}</span>
              </Text>
            )}
            <Text size="sm">
              <b>{t('detail.advice')}</b> {adviseOn(error.code, error.advice)}
            </Text>
            {message.state === 'failed' && (
              <Text size="sm" c="dimmed">
                {t(error.retryable ? 'detail.retryable' : 'detail.not_retryable')}
              </Text>
            )}
          </Stack>
        </Alert>
      )}
    </>
  );
}
