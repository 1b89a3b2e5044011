import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconUrgent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { TextLink } from '@/components/links';
import { useAlerts } from '@/hooks/useMonitoring';
import { identify, OF_A_RESTORE } from '@/lib/alerts';
import { useAlertText } from '@/lib/useAlertText';
import { useFormat } from '@/lib/useFormat';
import { Panel } from './Panel';

const LOOKS = {
  critical: { color: 'red', icon: IconUrgent },
  warning: { color: 'orange', icon: IconAlertTriangle },
  info: { color: 'blue', icon: IconInfoCircle },
} as const;

/** Everything a person should see to now, the worst first, each with what to do. */
export function AlertsPanel() {
  const { t } = useTranslation('monitoring');
  const { describe, advise } = useAlertText();
  const format = useFormat();
  const alerts = useAlerts();
  return (
    <Panel title={t('alerts.title')}>
      {alerts.isError && <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.data?.total === 0 && (
        <Group gap="xs">
          <IconCircleCheck size={20} color="var(--mantine-primary-color-filled)" aria-hidden />
          <Text>{t('alerts.none')}</Text>
        </Group>
      )}
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {alerts.data?.items.map((alert) => {
          const { color, icon: Icon } = LOOKS[alert.severity];
          return (
            <li key={identify(alert)}>
              <Alert color={color} icon={<Icon aria-hidden />} title={describe(alert)}>
                <Text size="sm">{advise(alert)}</Text>
                {OF_A_RESTORE.has(alert.code) && (
                  <TextLink to="/settings/database" size="sm">
                    {t('alerts.to_database')}
                  </TextLink>
                )}
                {alert.since && (
                  <Text size="xs" mt={4}>
                    {t('alerts.since', { when: format.ago(alert.since) })}
                  </Text>
                )}
              </Alert>
            </li>
          );
        })}
      </Stack>
    </Panel>
  );
}
