import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks before something is done. The children say what it means; nobody confirms by a key pressed too soon. */
export function ConfirmModal(props: {
  opened: boolean;
  title: string;
  /** What the button that does it says. */
  yes: string;
  /** It takes something away: the button is red. */
  isHarsh: boolean;
  isPending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack>
        {props.children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button
            {...(props.isHarsh && { color: 'red.8' })}
            loading={props.isPending ?? false}
            onClick={props.onConfirm}
          >
            {props.yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
