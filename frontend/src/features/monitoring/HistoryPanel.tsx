import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useHistory } from '@/hooks/useMonitoring';
import { addUpDays } from './days';
import { Panel } from './Panel';

const HistoryChart = lazy(() => import('./HistoryChart'));

const CHOICES = ['7', '30'] as const;

/** What was sent, delivered, answered and failed, day by day, all numbers together. */
export function HistoryPanel() {
  const { t } = useTranslation('monitoring');
  const [days, setDays] = useState<string>(CHOICES[0]);
  const history = useHistory(Number(days));
  return (
    <Panel
      title={t('history.title', { count: Number(days) })}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('history.span')}
          value={days}
          onChange={setDays}
          data={CHOICES.map((value) => ({ value, label: t('history.days', { count: Number(value) }) }))}
        />
      }
    >
      {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {!history.isError && (
        <Suspense fallback={<Skeleton h={260} />}>
          {history.data ? <HistoryChart days={addUpDays(history.data.items)} /> : <Skeleton h={260} />}
        </Suspense>
      )}
    </Panel>
  );
}
