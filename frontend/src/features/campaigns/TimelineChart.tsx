import '@mantine/charts/styles.css';
import { AreaChart } from '@mantine/charts';
import { ColorSwatch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import classes from './TimelineChart.module.css';

const COLORS = {
  sent: 'blue.6',
  delivered: 'teal.5',
  read: 'forest.7',
  interacted: 'grape.6',
  message_2_sent: 'violet.5',
} as const;
const WORDS = ['sent', 'delivered', 'read', 'interacted', 'message_2_sent'] as const;

/** What was reached when, as lines over time. Loaded when it is first looked at: charts are heavy. */
export default function TimelineChart(props: {
  points: Schemas['TimelinePoint'][];
  step: 'minute' | 'hour';
  hasMessage2: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const first = props.points[0]?.at ?? '';
  const last = props.points.at(-1)?.at ?? '';
  const isLong = Date.parse(last) - Date.parse(first) > 20 * 3_600_000;
  const say = (iso: string) => (isLong ? format.dateTime(iso) : format.time(iso));
  const data = props.points.map((point) => ({ ...point, at: say(point.at) }));
  const series = WORDS.filter((word) => props.hasMessage2 || word !== 'message_2_sent').map((word) => ({
    name: word,
    label: t(`timeline.${word}`),
    color: COLORS[word],
  }));
  return (
    <>
      <ul className={classes.legend}>
        {series.map(({ name, label, color }) => (
          <li key={name} className={classes.key}>
            <ColorSwatch
              size={10}
              color={`var(--mantine-color-${color.replace('.', '-')})`}
              withShadow={false}
              aria-hidden
            />
            {label}
          </li>
        ))}
      </ul>
      <AreaChart
        h={280}
        data={data}
        dataKey="at"
        series={series}
        curveType="linear"
        withDots={false}
        fillOpacity={0.12}
        valueFormatter={format.count}
        tickLine="none"
        gridAxis="x"
        xAxisProps={{ minTickGap: 40 }}
        yAxisProps={{ allowDecimals: false, width: 48, tickFormatter: (n: number) => format.compact(n) }}
        areaProps={{ isAnimationActive: false }}
      />
    </>
  );
}
