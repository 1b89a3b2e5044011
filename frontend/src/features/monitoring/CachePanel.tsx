import { Group, RingProgress, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSystem } from '@/hooks/useMonitoring';
import { useFormat } from '@/lib/useFormat';
import { Figure } from './Figure';
import { Panel } from './Panel';

/** How many answers came out of the cache, live. */
export function CachePanel() {
  const { t, i18n } = useTranslation('monitoring');
  const format = useFormat();
  const system = useSystem().data;
  const cache = system?.cache;
  return (
    <Panel title={t('cache.title')}>
      {!system && <Skeleton h={96} />}
      {system && !cache && <Text>{t('cache.off')}</Text>}
      {cache && (
        <Group gap="lg" wrap="nowrap">
          <RingProgress
            size={96}
            thickness={10}
            rootColor="var(--mantine-color-default-border)"
            sections={[{ value: cache.hit_rate, color: 'forest.8' }]}
            label={
              <Text ta="center" fw={700} size="sm">
                {format.percent(cache.hit_rate)}
              </Text>
            }
            aria-label={t('cache.rate', { rate: format.percent(cache.hit_rate) })}
            role="img"
          />
          <SimpleGrid cols={2} spacing="xs" component="dl" m={0} style={{ flex: 1 }}>
            <Figure name={t('cache.hits')}>{format.count(cache.hits)}</Figure>
            <Figure name={t('cache.misses')}>{format.count(cache.misses)}</Figure>
            <Figure name={t('cache.errors')}>{format.count(cache.errors)}</Figure>
            <Figure name={t('cache.latency')}>
              {t('health.latency', {
                ms: cache.latency_ms.toLocaleString(i18n.language, { maximumFractionDigits: 2 }),
              })}
            </Figure>
          </SimpleGrid>
        </Group>
      )}
    </Panel>
  );
}
