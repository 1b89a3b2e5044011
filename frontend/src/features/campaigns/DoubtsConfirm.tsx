import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision, Stakes } from './doubts';

interface Asked {
  decision: Exclude<Decision, 'wait'>;
  stakes: Stakes;
}

/** Says what a decision that cannot be taken back may cost, in numbers, before it is taken. */
export function DoubtsConfirm(props: { asked: Asked | null; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('doubts');
  const { t: tCommon } = useTranslation();
  // The words stay while the dialog fades away.
  const [shown, setShown] = useState<Asked | null>(null);
  useEffect(() => {
    if (props.asked) setShown(props.asked);
  }, [props.asked]);
  const asked = props.asked ?? shown;
  if (!asked) return null;
  const { decision, stakes } = asked;
  const count = decision === 'send_again' ? stakes.twice : stakes.ripe;
  return (
    <Modal
      opened={props.asked !== null}
      onClose={props.onClose}
      title={t(`confirm.${decision}_title`, { count })}
      centered
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack>
        <Text fw={600}>{t(`${decision}_text`, { count })}</Text>
        <Text size="sm">
          {t('confirm.not_known', { count: stakes.ripe })} {t('confirm.final')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {tCommon('actions.cancel')}
          </Button>
          <Button {...(decision === 'send_again' && { color: 'red.8' })} onClick={props.onConfirm}>
            {t(`confirm.${decision}_yes`, { count: stakes.ripe })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
