import { Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useParked, useReplay } from '@/hooks/useMonitoring';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { useReason } from '@/lib/useReason';
import { Panel } from './Panel';

/** Webhook items that could not be applied: why, what they hold, and applying them again. */
export function ParkedPanel() {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const describe = useErrorText();
  const tell = useReason();
  const parked = useParked();
  const replay = useReplay();
  const again = (id: number | null) =>
    replay.mutate(id, {
      onSuccess: (answer) =>
        notifications.show({
          color: answer.failed > 0 ? 'orange' : 'forest',
          message: t('parked.replayed', { count: answer.replayed, failed: format.count(answer.failed) }),
        }),
      onError: (error) => notifications.show({ color: 'red', message: describe(error) }),
    });
  const some = (parked.data?.items.length ?? 0) > 0;
  return (
    <Panel
      title={t('parked.title')}
      actions={
        some && (
          <Button size="xs" variant="default" loading={replay.isPending} onClick={() => again(null)}>
            {t('parked.replay_all')}
          </Button>
        )
      }
    >
      {parked.isError && <ErrorState error={parked.error} onRetry={() => void parked.refetch()} />}
      {parked.isPending && <Skeleton h={48} />}
      {parked.data && !some && <Text>{t('parked.none')}</Text>}
      <Stack gap="md" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {parked.data?.items.map((item) => (
          <li key={item.id}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div style={{ minWidth: 0 }}>
                <Text fw={600}>
                  {tell({
                    kind: 'parked',
                    code: String(item.code),
                    values: item.values,
                    text: item.message,
                  })}
                </Text>
                {typeof item.values.error === 'string' && (
                  <Code lang="en" style={{ overflowWrap: 'anywhere' }}>
                    {item.values.error}
                  </Code>
                )}
                <Text size="xs" c="dimmed">
                  {t('parked.times', { count: item.n })} · {format.ago(item.last_at)} ·{' '}
                  {format.bytes(item.size)}
                </Text>
              </div>
              <Button size="xs" variant="default" onClick={() => again(item.id)} disabled={replay.isPending}>
                {t('parked.replay')}
              </Button>
            </Group>
            <Code block mt={4} mah={96} style={{ overflow: 'auto' }} tabIndex={0}>
              {item.excerpt}
            </Code>
          </li>
        ))}
      </Stack>
    </Panel>
  );
}
