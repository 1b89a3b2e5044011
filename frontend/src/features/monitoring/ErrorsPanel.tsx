import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { TextLink } from '@/components/links';
import { useErrors } from '@/hooks/useMonitoring';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { useMetaWords } from '@/lib/useMetaWords';
import { Panel } from './Panel';

const DAYS = 7;

/** The failures of the last days by Meta's code: what it means, what to do, and the messages themselves. */
export function ErrorsPanel() {
  const { t } = useTranslation('monitoring');
  const errors = useErrors(DAYS);
  return (
    <Panel title={t('errors.title', { count: DAYS })}>
      {errors.isError && <ErrorState error={errors.error} onRetry={() => void errors.refetch()} />}
      {errors.isPending && <Skeleton h={120} />}
      {errors.data?.items.length === 0 && <Text>{t('errors.none')}</Text>}
      <Stack gap="md" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {errors.data?.items.map((group) => (
          <ErrorGroup key={group.code} group={group} />
        ))}
      </Stack>
    </Panel>
  );
}

function ErrorGroup({ group }: { group: Schemas['ErrorGroupAnswer'] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const { explain, advise } = useMetaWords();
  return (
    <Group component="li" align="flex-start" gap="md" wrap="nowrap">
      <Badge color="red.8" size="lg" variant="filled" miw={56}>
        {format.count(group.count)}
      </Badge>
      <div style={{ minWidth: 0 }}>
        <Text fw={600}>{explain(group.code, group.words)}</Text>
        <Text size="sm">{advise(group.code, group.advice)}</Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('errors.code', { code: group.code })} · {t('errors.last', { when: format.ago(group.last_at) })}
          {group.title ? ` · ${group.title}` : ''}
        </Text>
        <TextLink to="/messages" search={{ error: group.code }} size="sm">
          {t('errors.see')}
        </TextLink>
      </div>
    </Group>
  );
}
