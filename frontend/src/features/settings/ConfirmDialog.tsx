import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ConfirmModal } from '@/components/dialogs/ConfirmModal';
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
  return (
    <ConfirmModal
      opened={props.opened}
      title={props.title}
      yes={props.action}
      isHarsh={props.isHarsh !== false}
      isPending={props.isPending}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      {typeof props.text === 'string' ? <Text>{props.text}</Text> : props.text}
      {props.error ? <ErrorState error={props.error} title={props.title} /> : null}
    </ConfirmModal>
  );
}
