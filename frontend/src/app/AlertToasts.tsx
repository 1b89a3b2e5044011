import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { compareAlerts, identify, OF_A_RESTORE } from '@/lib/alerts';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { useAlertText } from '@/lib/useAlertText';

const COLORS = { critical: 'red', warning: 'orange', info: 'blue' } as const;

/** A toast when an alert begins and when it ends, as the live stream tells; none for those that were there before. */
export function AlertToasts() {
  const { t } = useTranslation();
  const { describe } = useAlertText();
  const client = useQueryClient();
  useEffect(() => {
    const read = () =>
      client
        .getQueryData<Schemas['AlertList']>(keys.monitoring.alerts)
        // The banner is louder, and each campaign that is held would be a toast.
        ?.items.filter(({ code }) => !OF_A_RESTORE.has(code));
    let before = read();
    return client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return;
      if (event.query.queryHash !== ALERTS_HASH) return;
      const now = read() ?? [];
      const { begun, ended } = compareAlerts(before, now);
      before = now;
      for (const alert of begun) {
        notifications.show({
          id: identify(alert),
          color: COLORS[alert.severity],
          title: t('alert_toast.begun'),
          message: describe(alert),
          // What is critical stays until somebody has seen it.
          autoClose: alert.severity === 'critical' ? false : 10_000,
        });
      }
      for (const alert of ended) {
        notifications.hide(identify(alert));
        notifications.show({ color: 'forest', title: t('alert_toast.ended'), message: describe(alert) });
      }
    });
  }, [client, t, describe]);
  return null;
}

const ALERTS_HASH = JSON.stringify(keys.monitoring.alerts);
