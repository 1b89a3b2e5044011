import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChartNumbers } from '@/components/tables/ChartNumbers';
import { useFormat } from '@/lib/useFormat';
import type { DayOfAll } from './days';

const SERIES = [
  { name: 'sent', color: 'blue.7' },
  { name: 'delivered', color: 'teal.7' },
  { name: 'interacted', color: 'violet.6' },
  { name: 'failed', color: 'red.7' },
] as const;

/** Bars by day; the same numbers stand in a table for who cannot see them. */
export default function HistoryChart({ days }: { days: DayOfAll[] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const names = SERIES.map(({ name, color }) => ({ name, color, label: t(`history.${name}`) }));
  return (
    <>
      <Box aria-hidden>
        <BarChart
          h={260}
          data={days.map((day) => ({ ...day, date: format.shortDay(day.date) }))}
          dataKey="date"
          series={names}
          withLegend
          valueFormatter={format.count}
          tickLine="none"
          gridAxis="y"
          barChartProps={{ accessibilityLayer: false }}
        />
      </Box>
      <ChartNumbers
        caption={t('history.title', { count: days.length })}
        title={t('history.day')}
        days={days}
        series={names.map(({ name, label }) => ({ title: label, count: (day: DayOfAll) => day[name] }))}
      />
    </>
  );
}
