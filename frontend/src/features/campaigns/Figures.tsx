import { Paper, Progress, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignPhase } from '@/components/badges';
import type { Campaign } from '@/hooks/useCampaigns';
import { useFormat } from '@/lib/useFormat';
import { progressOf } from './pace';
import type { Stats } from './useLiveCampaign';
import { usePace } from './usePace';

interface Props {
  campaign: Campaign;
  stats: Stats;
  updatedAtMs: number;
  phase: CampaignPhase;
  waitingUntil: string | null;
}

/** The few figures that matter now: how fast and how long while it sends, how well once it has. */
export function Figures(props: Props) {
  const isOnTheWay = props.phase === 'preparing' || props.phase === 'sending' || props.phase === 'paused';
  return isOnTheWay ? <OnTheWay {...props} /> : <Results {...props} />;
}

function OnTheWay({ campaign, stats, updatedAtMs, phase }: Props) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const isPaused = phase === 'paused';
  const pace = usePace(campaign, stats, updatedAtMs, !isPaused);
  const percent = progressOf(stats);
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-label={t('pace.title')}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
        <Figure label={t('pace.rate')}>
          {isPaused
            ? t('pace.rate_value', { rate: format.count(0) })
            : pace.ratePerS === null
              ? t('pace.measuring')
              : t('pace.rate_value', { rate: format.count(roundRate(pace.ratePerS)) })}
        </Figure>
        <Figure label={t('pace.left')}>{format.count(pace.left)}</Figure>
        <Figure label={t('pace.time_left')}>
          {isPaused
            ? t('pace.time_paused')
            : pace.left === 0
              ? t('pace.nothing_left')
              : pace.secondsLeft === null
                ? t('pace.time_unknown')
                : t('pace.time_about', { time: format.duration(pace.secondsLeft) })}
        </Figure>
        <Rate label={t('pace.success')} rate={stats.rates.delivery_rate} />
      </SimpleGrid>
      <Progress
        mt="md"
        size="lg"
        value={percent}
        color={isPaused ? 'orange.7' : 'blue.7'}
        animated={!isPaused && pace.left > 0}
        aria-label={t('pace.done_label', { percent: format.percent(percent) })}
      />
    </Paper>
  );
}

function Results({ stats, phase, waitingUntil }: Props) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-label={t('pace.title')}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md">
        {phase === 'waiting_for_replies' && waitingUntil ? (
          <Figure label={t('pace.replies_until')}>{format.dateTime(waitingUntil)}</Figure>
        ) : (
          <Figure label={t('pace.sent')} hint={t('pace.both')}>
            {format.count(stats.sent_count)}
          </Figure>
        )}
        <Rate label={t('pace.success')} rate={stats.rates.delivery_rate} />
        <Rate label={t('pace.reading')} rate={stats.rates.read_rate} />
        <Rate label={t('pace.interaction')} rate={stats.rates.interaction_rate} />
      </SimpleGrid>
    </Paper>
  );
}

function Rate({ label, rate }: { label: string; rate: number }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  return (
    <Figure label={label} hint={t('pace.of_sent')}>
      {format.percent(rate)}
    </Figure>
  );
}

function Figure(props: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {props.label}
      </Text>
      <Text fz={22} lh={1.3} fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {props.children}
      </Text>
      {props.hint && (
        <Text size="xs" c="dimmed">
          {props.hint}
        </Text>
      )}
    </div>
  );
}

/** Whole messages, tenths where it is slow. */
const roundRate = (rate: number): number => (rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
