import { Group, Paper, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { type TimelineStep, useCampaignTimeline } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { keys } from '@/lib/query-keys';
import { useFormat } from '@/lib/useFormat';
import { fillSteps, findPeak } from './timeline';
import type { Stats } from './useLiveCampaign';

const TimelineChart = lazy(() => import('./TimelineChart'));

/** The course of the campaign in minutes or hours; drawn again as its numbers move. */
export function TimelineCard(props: {
  campaignId: number;
  stats: Stats;
  hasMessage2: boolean;
  isRunning: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const [request, setRequest] = useState<TimelineStep>();
  const timeline = useCampaignTimeline(props.campaignId, request);
  const { funnel } = props.stats;
  const moved = funnel.sent + funnel.delivered + funnel.read + funnel.interacted + funnel.message_2_sent;
  useRefreshOn(moved, keys.campaigns.timeline(props.campaignId, request ?? 'auto'), 8000);
  const step = timeline.data?.step ?? request ?? 'minute';
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-labelledby="course">
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4" id="course">
          {t('timeline.title')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.step')}
          value={step}
          onChange={(value) => setRequest(value === 'hour' ? 'hour' : 'minute')}
          data={[
            { value: 'minute', label: t('timeline.minute') },
            { value: 'hour', label: t('timeline.hour') },
          ]}
        />
      </Group>
      {timeline.isError && !timeline.data ? (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : timeline.isPending ? (
        <Skeleton h={280} />
      ) : (
        <Chart
          items={timeline.data?.items ?? []}
          step={step}
          hasMessage2={props.hasMessage2}
          isRunning={props.isRunning}
        />
      )}
    </Paper>
  );
}

function Chart(props: {
  items: Parameters<typeof fillSteps>[0];
  step: TimelineStep;
  hasMessage2: boolean;
  isRunning: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const points = useMemo(
    () => fillSteps(props.items, props.step, { isOpen: props.isRunning }),
    [props.items, props.step, props.isRunning],
  );
  const peak = findPeak(props.items);
  const first = props.items[0];
  const last = props.items.at(-1);
  if (!peak || !first || !last) return <Text c="dimmed">{t('timeline.empty')}</Text>;
  const summary = t('timeline.summary', {
    from: format.dateTime(first.at),
    until: format.dateTime(last.at),
    peak: format.dateTime(peak.at),
    count: peak.sent,
  });
  return (
    <div role="img" aria-label={summary}>
      <Suspense fallback={<Skeleton h={280} />}>
        <TimelineChart points={points} step={props.step} hasMessage2={props.hasMessage2} />
      </Suspense>
    </div>
  );
}
