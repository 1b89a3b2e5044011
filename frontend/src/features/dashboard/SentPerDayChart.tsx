import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';

export function SentPerDayChart({ days, height }: { days: readonly Schemas['Day'][]; height: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <BarChart
      h={height}
      mt="md"
      type="stacked"
      dataKey="day"
      data={days.map((day) => ({
        day: format.shortDay(day.date),
        message_1: day.message_1_sent,
        message_2: day.message_2_sent,
      }))}
      series={[
        { name: 'message_1', label: t('message_type.message_1'), color: 'forest.7' },
        { name: 'message_2', label: t('message_type.message_2'), color: 'cyan.5' },
      ]}
      valueFormatter={format.count}
      yAxisProps={{ tickFormatter: format.compact, width: 44, allowDecimals: false }}
      barProps={{ isAnimationActive: false, maxBarSize: 44 }}
      // Hidden from screen readers, who get the table: nothing in it takes the focus.
      barChartProps={{ accessibilityLayer: false }}
      tooltipAnimationDuration={0}
      withLegend
      legendProps={{ verticalAlign: 'bottom', height: 32 }}
    />
  );
}
