import '@mantine/charts/styles.css';
import { DonutChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import { STATE_COLORS } from '@/components/badges';
import { useFormat } from '@/lib/useFormat';
import type { StateCount } from './states';

export function StatesDonut(props: { counts: readonly StateCount[]; size: number; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <DonutChart
      data={props.counts.map(({ state, n }) => ({
        name: t(`message_state.${state}`),
        value: n,
        color: STATE_COLORS[state],
      }))}
      size={props.size}
      thickness={26}
      paddingAngle={1}
      chartLabel={props.label}
      valueFormatter={format.count}
      tooltipDataSource="segment"
      tooltipAnimationDuration={0}
      // Hidden from screen readers, who get the list: nothing in it takes the focus.
      pieChartProps={{ accessibilityLayer: false }}
      pieProps={{ isAnimationActive: false, rootTabIndex: -1 }}
    />
  );
}
