import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import classes from './Dashboard.module.css';
import { LiveNumber } from './LiveNumber';

type Stats = Schemas['DashboardStats'];

/** What was sent, and the four rates with the numbers they are made of. */
export function KeyFigures({ stats }: { stats: Stats }) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const { funnel, rates } = stats;
  const today = stats.last_7_days.at(-1)?.sent ?? 0;
  const arrived = funnel.delivered;
  const kinds = [
    { name: 'success', rate: rates.success_rate, part: arrived },
    { name: 'delivery', rate: rates.delivery_rate, part: arrived },
    { name: 'read', rate: rates.read_rate, part: funnel.read },
    { name: 'interaction', rate: rates.interaction_rate, part: funnel.interacted },
  ] as const;
  return (
    <ul className={classes.kpis} aria-label={t('kpi.label')}>
      <Figure label={t('kpi.sent')} value={<LiveNumber value={funnel.sent + funnel.message_2_sent} />}>
        <div className={classes.kpiFoot}>
          {t('kpi.sent_split', { type: common('message_type.message_1'), n: format.count(funnel.sent) })}
          <br />
          {t('kpi.sent_split', {
            type: common('message_type.message_2'),
            n: format.count(funnel.message_2_sent),
          })}
          <br />
          {t('kpi.sent_today', { sent: format.count(today) })}
        </div>
      </Figure>
      {kinds.map(({ name, rate, part }) => (
        <Figure
          key={name}
          label={t(`kpi.${name}`)}
          hint={t(`kpi.${name}_hint`)}
          value={<LiveNumber value={rate} rate />}
        >
          <div className={classes.meter} aria-hidden>
            <div className={classes.meterFill} style={{ width: `${rate}%` }} />
          </div>
          <div className={classes.kpiFoot}>
            {t('kpi.of_sent', { part: format.count(part), whole: format.count(funnel.sent) })}
          </div>
        </Figure>
      ))}
    </ul>
  );
}

function Figure(props: { label: string; hint?: string; value: ReactNode; children: ReactNode }) {
  return (
    <Paper component="li" withBorder radius="md" p="md" title={props.hint}>
      <div className={classes.kpiLabel}>{props.label}</div>
      <div className={classes.kpiValue}>{props.value}</div>
      {props.children}
    </Paper>
  );
}
