import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '@/components/dialogs/ConfirmModal';
import { useShown } from '@/lib/useShown';
import type { Decision, Stakes } from './doubts';

interface Asked {
  decision: Exclude<Decision, 'wait'>;
  stakes: Stakes;
}

/** Says what a decision that cannot be taken back may cost, in numbers, before it is taken. */
export function DoubtsConfirm(props: { asked: Asked | null; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('doubts');
  const asked = useShown(props.asked);
  if (!asked) return null;
  const { decision, stakes } = asked;
  const count = decision === 'send_again' ? stakes.twice : stakes.ripe;
  return (
    <ConfirmModal
      opened={props.asked !== null}
      title={t(`confirm.${decision}_title`, { count })}
      yes={t(`confirm.${decision}_yes`, { count: stakes.ripe })}
      isHarsh={decision === 'send_again'}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <Text fw={600}>{t(`${decision}_text`, { count })}</Text>
      <Text size="sm">
        {t('confirm.not_known', { count: stakes.ripe })} {t('confirm.final')}
      </Text>
    </ConfirmModal>
  );
}
