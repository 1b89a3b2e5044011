import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import { useDashboard } from '@/hooks/useStats';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { AudienceCards } from './AudienceCards';
import classes from './Dashboard.module.css';
import { DashboardSkeleton } from './DashboardSkeleton';
import { FirstSteps } from './FirstSteps';
import { KeyFigures } from './KeyFigures';
import { LatestMessages } from './LatestMessages';
import { RunningCampaigns } from './RunningCampaigns';
import { SentPerDay } from './SentPerDay';
import { StatesCard } from './StatesCard';

type Stats = Schemas['DashboardStats'];

/** Everything at a glance, kept fresh by the live stream. */
export function DashboardPage() {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { data, error, refetch } = useDashboard();
  return (
    <>
      <PageHeader title={t('title')} description={data && format.longDay(data.today)}>
        {data && !isFresh(data) && (
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            renderRoot={(props) => <Link to="/campaigns/new" {...props} />}
          >
            {t('new_campaign')}
          </Button>
        )}
      </PageHeader>
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <DashboardSkeleton />}
      {data && (
        <div className={classes.page}>
          {isFresh(data) ? <FirstSteps stats={data} /> : <KeyFigures stats={data} />}
          <AudienceCards stats={data} />
          {!isFresh(data) && <Activity stats={data} />}
        </div>
      )}
    </>
  );
}

/** Before the first campaign there is nothing to watch, only something to do. */
function isFresh({ campaigns, funnel }: Stats): boolean {
  return campaigns.total === 0 && funnel.recipients === 0;
}

function Activity({ stats }: { stats: Stats }) {
  return (
    <>
      <RunningCampaigns campaigns={stats.running_campaigns} />
      <div className={classes.charts}>
        <SentPerDay last7={stats.last_7_days} last30={stats.last_30_days} />
        <StatesCard messages={stats.messages} />
      </div>
      <LatestMessages messages={stats.latest_messages} />
    </>
  );
}
