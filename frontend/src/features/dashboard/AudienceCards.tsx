import { Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { Dot } from './colors';
import classes from './Dashboard.module.css';
import { LiveNumber } from './LiveNumber';
import { SegmentBar } from './SegmentBar';

/** Contacts and what is known of them, categories, and how many campaigns run. */
export function AudienceCards({ stats }: { stats: Schemas['DashboardStats'] }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { total, on_whatsapp, not_on_whatsapp, not_known, opted_out } = stats.contacts;
  const parts = [
    { key: 'on', label: t('contacts.on'), n: on_whatsapp, color: 'forest.8' },
    { key: 'off', label: t('contacts.off'), n: not_on_whatsapp, color: 'red.8' },
    { key: 'unknown', label: t('contacts.unknown'), n: not_known, color: 'gray.6' },
  ];
  const campaigns = stats.campaigns.by_status;
  const scheduled = campaigns.scheduled ?? 0;
  return (
    <div className={classes.audience}>
      <Paper withBorder radius="md">
        <Link to="/contacts" className={classes.cardLink}>
          <div className={classes.kpiLabel}>{t('contacts.title')}</div>
          <div className={classes.kpiValue}>
            <LiveNumber value={total} />
          </div>
          {total > 0 && (
            <>
              <div style={{ marginTop: 10 }}>
                <SegmentBar parts={parts} />
              </div>
              <ul className={classes.legend}>
                {parts.map(({ key, label, n, color }) => (
                  <li key={key} className={classes.legendItem}>
                    <Dot color={color} />
                    {label} <b>{format.count(n)}</b>
                  </li>
                ))}
                {opted_out > 0 && (
                  <li className={classes.legendItem}>
                    {t('contacts.opted_out', { count: opted_out, n: format.count(opted_out) })}
                  </li>
                )}
              </ul>
            </>
          )}
        </Link>
      </Paper>
      <Paper withBorder radius="md">
        <Link to="/categories" className={classes.cardLink}>
          <div className={classes.kpiLabel}>{t('categories.title')}</div>
          <div className={classes.kpiValue}>
            <LiveNumber value={stats.categories} />
          </div>
        </Link>
      </Paper>
      <Paper withBorder radius="md">
        <Link to="/campaigns" className={classes.cardLink}>
          <div className={classes.kpiLabel}>{t('campaigns.running')}</div>
          <div className={classes.kpiValue}>
            <LiveNumber value={stats.running_campaigns.length} />
          </div>
          <div className={classes.kpiFoot}>
            {t('campaigns.total', {
              count: stats.campaigns.total,
              total: format.count(stats.campaigns.total),
            })}
            {scheduled > 0 && (
              <> · {t('campaigns.scheduled', { count: scheduled, n: format.count(scheduled) })}</>
            )}
          </div>
        </Link>
      </Paper>
    </div>
  );
}
