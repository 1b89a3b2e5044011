import { Anchor, Badge, Group, SimpleGrid, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '@/components/badges';
import { NotFoundPage } from '@/components/ErrorPages';
import { ErrorState } from '@/components/ErrorState';
import { useNames } from '@/components/messages/useNames';
import { PageHeader } from '@/components/PageHeader';
import { useMessage } from '@/hooks/useMessages';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { campaignStatsQuery } from '@/hooks/useStats';
import { ApiError } from '@/lib/api/errors';
import { keys } from '@/lib/query-keys';
import { Details } from './Details';
import { FailureCard } from './FailureCard';
import { MessageHistory } from './MessageHistory';

/** One message with its story. */
export function MessagePage() {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const { messageId } = useParams({ from: '/app/messages/$messageId' });
  const { nameOf } = useNames();
  const found = useMessage(messageId);
  // While its campaign runs, the live numbers of the campaign say when to look again.
  const stats = useQuery({ ...campaignStatsQuery(found.data?.campaign_id ?? 0), enabled: false });
  useRefreshOn(stats.dataUpdatedAt || undefined, keys.messages.detail(messageId), 3000);
  if (found.isError && !found.data) {
    return found.error instanceof ApiError && found.error.status === 404 ? (
      <NotFoundPage />
    ) : (
      <ErrorState error={found.error} onRetry={() => void found.refetch()} />
    );
  }
  if (!found.data) return <MessageSkeleton />;
  const message = found.data;
  return (
    <>
      <PageHeader
        title={t('detail.to', {
          type: tCommon(`message_type.${message.message_type}`),
          name: nameOf(message),
        })}
        badge={
          <Group gap="xs">
            <StateBadge state={message.state} />
            {message.is_test && (
              <Badge color="violet.8" variant="filled" tt="none">
                {t('detail.test')}
              </Badge>
            )}
          </Group>
        }
        description={
          message.is_test ? (
            t('detail.test_hint')
          ) : (
            <>
              {t('detail.of_campaign')}{' '}
              <Anchor component={Link} to={`/campaigns/${message.campaign_id}`} size="sm" underline="always">
                {message.campaign_name}
              </Anchor>
            </>
          )
        }
      />
      <Stack gap="md">
        <FailureCard message={message} />
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <MessageHistory message={message} />
          <Details message={message} />
        </SimpleGrid>
      </Stack>
    </>
  );
}

function MessageSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" aria-busy="true">
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      <Skeleton h={34} w="min(420px, 80%)" />
      <Skeleton h={18} w="min(260px, 60%)" />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Skeleton h={320} radius="md" />
        <Skeleton h={320} radius="md" />
      </SimpleGrid>
    </Stack>
  );
}
