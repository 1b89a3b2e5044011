import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A small window in the middle with a title. */
export function Dialog(props: { title: string; opened: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      styles={{
        title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650, overflowWrap: 'anywhere' },
      }}
    >
      {props.children}
    </Modal>
  );
}
