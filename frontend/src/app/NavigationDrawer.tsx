import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigation } from '@/app/Navigation';
import { Logo } from '@/components/Logo';
import classes from './Shell.module.css';

/** The navigation of a phone: the browser's own modal dialog keeps the focus, closes on Escape and gives it back. */
export function NavigationDrawer({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  const { t } = useTranslation();
  const close = () => ref.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it too; the keyboard has Escape
    <dialog
      ref={ref}
      className={classes.drawer}
      aria-label={t('nav.label')}
      onClick={(event) => {
        // Its content fills the dialog: what hits the dialog itself is its backdrop.
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className={classes.drawerBody}>
        <div className={classes.drawerHead}>
          <span className={classes.brand}>
            <Logo size={28} />
            {t('app')}
          </span>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('nav.close')} onClick={close}>
            <IconX size={20} />
          </ActionIcon>
        </div>
        <Navigation onNavigate={close} />
      </div>
    </dialog>
  );
}
