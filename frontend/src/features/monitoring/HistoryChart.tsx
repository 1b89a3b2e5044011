import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Box, Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
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
      <VisuallyHidden>
        <Table>
          <Table.Caption>{t('history.title', { count: days.length })}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('history.day')}</Table.Th>
              {names.map(({ name, label }) => (
                <Table.Th key={name} scope="col">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map((day) => (
              <Table.Tr key={day.date}>
                <Table.Th scope="row">{format.shortDay(day.date)}</Table.Th>
                {SERIES.map(({ name }) => (
                  <Table.Td key={name}>{format.count(day[name])}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </VisuallyHidden>
    </>
  );
}
