import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';

/** Asks before something that cannot be taken back; stays open with the reason when it is refused. */
export function ConfirmDialog(props: {
  opened: boolean;
  title: string;
  text: ReactNode;
  action: string;
  /** False where it takes nothing away; then it is not red. */
  isHarsh?: boolean;
  isPending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        {typeof props.text === 'string' ? <Text>{props.text}</Text> : props.text}
        {props.error ? <ErrorState error={props.error} title={props.title} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('actions.cancel')}
          </Button>
          <Button
            {...(props.isHarsh !== false && { color: 'red.8' })}
            loading={props.isPending}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
