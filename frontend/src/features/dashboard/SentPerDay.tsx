import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterPaint } from '@/components/AfterPaint';
import { ChartNumbers } from '@/components/tables/ChartNumbers';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { Card } from './Card';
import classes from './Dashboard.module.css';
import { Switcher } from './Switcher';

type Day = Schemas['Day'];

const SentPerDayChart = lazy(async () => ({ default: (await import('./SentPerDayChart')).SentPerDayChart }));

const HEIGHT = 240;
const WAITING = <Skeleton h={HEIGHT} mt="md" />;

/** How much was sent, day by day, in the last week or month. */
export function SentPerDay({ last7, last30 }: { last7: readonly Day[]; last30: readonly Day[] }) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const [range, setRange] = useState<'last_7' | 'last_30'>('last_7');
  const days = range === 'last_7' ? last7 : last30;
  const total = days.reduce((sum, day) => sum + day.sent, 0);
  return (
    <Card
      title={t('days.title')}
      aside={
        <Switcher
          label={t('days.range')}
          value={range}
          onChange={setRange}
          choices={[
            { value: 'last_7', label: t('days.last_7') },
            { value: 'last_30', label: t('days.last_30') },
          ]}
        />
      }
    >
      <p className={classes.quiet}>
        {total === 0
          ? t('days.none')
          : t('days.total', { total: format.count(total), days: format.count(days.length) })}
      </p>
      <div aria-hidden>
        <AfterPaint fallback={WAITING}>
          <Suspense fallback={WAITING}>
            <SentPerDayChart days={days} height={HEIGHT} />
          </Suspense>
        </AfterPaint>
      </div>
      <ChartNumbers
        caption={t('days.title')}
        title={t('days.day')}
        days={days}
        series={[
          { title: common('message_type.message_1'), count: (day) => day.message_1_sent },
          { title: common('message_type.message_2'), count: (day) => day.message_2_sent },
        ]}
      />
    </Card>
  );
}
