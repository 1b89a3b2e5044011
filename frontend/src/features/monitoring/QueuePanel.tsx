import { SimpleGrid, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSystem } from '@/hooks/useMonitoring';
import { useFormat } from '@/lib/useFormat';
import { Figure } from './Figure';
import { Panel } from './Panel';

/** What waits to be sent, and for how long. */
export function QueuePanel() {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const system = useSystem().data;
  const queue = system?.queue;
  const age = (seconds: number | null) => (seconds === null ? '–' : format.duration(seconds));
  return (
    <Panel title={t('queue.title')}>
      {!queue && <Skeleton h={96} />}
      {queue && (
        <SimpleGrid cols={{ base: 2, xs: 3 }} component="dl" m={0}>
          <Figure name={t('queue.message_1')}>{format.count(queue.pending_message_1)}</Figure>
          <Figure name={t('queue.message_2')}>{format.count(queue.pending_message_2)}</Figure>
          <Figure name={t('queue.sending')}>{format.count(queue.sending)}</Figure>
          <Figure name={t('queue.settling')} hint={t('queue.settling_hint')}>
            {format.count(queue.settling)}
          </Figure>
          <Figure name={t('queue.kept')} hint={t('queue.kept_hint')}>
            {format.count(system.intake.kept_replies)}
          </Figure>
          <Figure name={t('queue.age')}>{age(queue.oldest_due_age_s)}</Figure>
          <Figure name={t('queue.reply_age')}>{age(queue.oldest_reply_age_s)}</Figure>
        </SimpleGrid>
      )}
    </Panel>
  );
}
