import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAlerts, useMonitoringStats } from '@/hooks/useMonitoring';
import { findUsedToShow } from '@/lib/alerts';
import { useFormat } from '@/lib/useFormat';
import classes from './Navigation.module.css';

/** How many alerts there are; and from 75 % of a number's limit of today on, how much of it is used. */
export function MonitoringBadge() {
  const { t } = useTranslation();
  const format = useFormat();
  const alerts = useAlerts().data?.total ?? 0;
  const used = findUsedToShow(useMonitoringStats().data);
  return (
    <>
      {used !== null && (
        <span className={classes.badge} data-tone="limit">
          <span aria-hidden>{format.percent(Math.floor(used))}</span>
          <VisuallyHidden>{t('nav.used', { used: format.percent(Math.floor(used)) })}</VisuallyHidden>
        </span>
      )}
      {alerts > 0 && (
        <span className={classes.badge} data-tone="alert">
          <span aria-hidden>{format.count(alerts)}</span>
          <VisuallyHidden>{t('nav.alerts', { count: alerts })}</VisuallyHidden>
        </span>
      )}
    </>
  );
}
