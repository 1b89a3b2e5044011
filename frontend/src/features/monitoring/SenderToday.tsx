import { Group, SemiCircleProgress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAlerts } from '@/hooks/useMonitoring';
import { judge } from '@/lib/alerts';
import type { Schemas } from '@/lib/api/client';
import { nameQuality } from '@/lib/meta-words';
import { useFormat } from '@/lib/useFormat';
import { Figure } from './Figure';
import { LEVEL_COLORS, LevelBadge } from './LevelBadge';
import { Panel } from './Panel';

/** One number today: its limit as a gauge, what is left, and what happened. */
export function SenderToday({ sender }: { sender: Schemas['SenderToday'] }) {
  const { t } = useTranslation('monitoring');
  const { t: settings } = useTranslation('settings');
  const format = useFormat();
  const alerts = useAlerts().data?.items;
  const number = sender.display_phone_number ?? sender.phone_number_id;
  const level = sender.alert_level;
  const verdict = judge(level, alerts);
  // A number within its limit is not well while something is wrong that may be its own: then the alerts tell.
  const ownBadge = level === 'ok' && verdict !== 'ok' ? null : level;
  const badge = verdict === 'halted' ? verdict : ownBadge;
  return (
    <Panel
      title={`${sender.verified_name ?? t('sender.number')} · ${number}`}
      actions={badge && <LevelBadge level={badge} />}
    >
      <Group align="center" gap="xl" wrap="wrap">
        <Gauge sender={sender} />
        <SimpleGrid
          cols={{ base: 2, xs: 3, md: 4 }}
          spacing="md"
          style={{ flex: '1 1 320px' }}
          component="dl"
          m={0}
        >
          <Figure name={t('sender.remaining')} hint={t('sender.remaining_hint')}>
            {sender.remaining_capacity === null
              ? t('sender.no_limit')
              : format.count(sender.remaining_capacity)}
          </Figure>
          <Figure name={t('sender.message_1')}>{format.count(sender.sent.message_1)}</Figure>
          <Figure name={t('sender.message_2')}>{format.count(sender.sent.message_2)}</Figure>
          <Figure name={t('sender.delivered')}>{format.count(sender.delivered)}</Figure>
          <Figure name={t('sender.read')}>{format.count(sender.read)}</Figure>
          <Figure name={t('sender.interacted')}>
            {format.count(sender.interacted)} · {format.percent(sender.interaction_rate)}
          </Figure>
          <Figure name={t('sender.failed')}>{format.count(sender.failed)}</Figure>
          <Figure name={t('sender.quality')}>
            {settings(`senders.quality_of.${nameQuality(sender.quality_rating)}`)}
          </Figure>
        </SimpleGrid>
      </Group>
      {sender.blocked_by && (
        <Text mt="sm" size="sm">
          {t(`blocked_by.${sender.blocked_by}`)}
        </Text>
      )}
    </Panel>
  );
}

function Gauge({ sender }: { sender: Schemas['SenderToday'] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const sent = format.count(sender.sent.total);
  const words =
    sender.limit === null
      ? t('sender.sent_without_limit', { sent })
      : t('sender.sent_of_limit', { sent, limit: format.count(sender.limit) });
  return (
    <Stack gap={4} align="center" w={200} mx={{ base: 'auto', sm: 0 }}>
      <SemiCircleProgress
        value={Math.min(100, sender.used ?? 0)}
        size={180}
        thickness={16}
        filledSegmentColor={LEVEL_COLORS[sender.alert_level]}
        label={
          <Text fw={700} size="xl" component="span">
            {sender.used === null ? sent : format.percent(sender.used)}
          </Text>
        }
        aria-label={words}
      />
      <Text size="sm" c="dimmed" ta="center">
        {words}
      </Text>
    </Stack>
  );
}
