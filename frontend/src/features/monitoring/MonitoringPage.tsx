import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AfterPaint } from '@/components/AfterPaint';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import { PageSkeleton } from '@/components/PageSkeleton';
import { useAlerts, useMonitoringStats } from '@/hooks/useMonitoring';
import { judge } from '@/lib/alerts';
import { useFormat } from '@/lib/useFormat';
import { AlertsPanel } from './AlertsPanel';
import { CachePanel } from './CachePanel';
import { ErrorsPanel } from './ErrorsPanel';
import { HealthPanel } from './HealthPanel';
import { HistoryPanel } from './HistoryPanel';
import { LevelBadge } from './LevelBadge';
import { ParkedPanel } from './ParkedPanel';
import { QueuePanel } from './QueuePanel';
import { SenderToday } from './SenderToday';

/** Today against the limits, what is wrong, and how everything that sends is doing. */
export function MonitoringPage() {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const stats = useMonitoringStats();
  const alerts = useAlerts().data?.items;
  if (stats.isPending) return <PageSkeleton />;
  const verdict = stats.data && judge(stats.data.alert_level, alerts);
  return (
    <>
      <PageHeader
        title={t('title')}
        badge={verdict && <LevelBadge level={verdict} />}
        description={stats.data && t('today', { day: format.shortDay(stats.data.today) })}
      />
      <Stack gap="lg">
        {stats.isError && <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />}
        <AlertsPanel />
        {stats.data?.items.map((sender) => (
          <SenderToday key={sender.sender_id} sender={sender} />
        ))}
        <AfterPaint fallback={<Skeleton h={330} />}>
          <HistoryPanel />
        </AfterPaint>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <HealthPanel />
          <Stack gap="lg">
            <QueuePanel />
            <CachePanel />
          </Stack>
        </SimpleGrid>
        <ErrorsPanel />
        <ParkedPanel />
      </Stack>
    </>
  );
}
