import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStable } from './useStable';

/** A small window in the middle with a title. */
export function Dialog(props: {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Called once it closes, to put the focus where it belongs if that is not where it came from. */
  onClosed?: (() => void) | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  // A window that is there from the first moment would not know where to return the focus to.
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(props.opened), [props.opened]);
  const onClosed = useStable(() => props.onClosed?.());
  useEffect(() => (isOpen ? onClosed : undefined), [isOpen, onClosed]);
  return (
    <Modal
      opened={isOpen}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {props.children}
    </Modal>
  );
}
