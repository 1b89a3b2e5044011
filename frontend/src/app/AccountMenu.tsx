import { notifications } from '@mantine/notifications';
import { IconLanguage, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ColoursButton } from '@/components/ColoursButton';
import { useMe, useSignOut } from '@/hooks/useMe';
import { changeLanguage } from '@/i18n';
import { useErrorText } from '@/lib/api/useErrorText';
import classes from './AccountMenu.module.css';

/** Colours, language, own settings and signing out. The browser's own popover: closes on Escape and beside it. */
export function AccountMenu() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const signOut = useSignOut();
  const describe = useErrorText();
  const other = i18n.language === 'fr' ? 'en' : 'fr';
  const close = () => menu.current?.hidePopover();
  return (
    <>
      <ColoursButton />
      <button
        type="button"
        className={classes.button}
        popoverTarget={id}
        aria-label={t('account.menu', { name: me.name })}
      >
        {/* By CSS: it is a picture of the name, not another one. */}
        <span className={classes.initials} data-initials={me.name.slice(0, 2).toUpperCase()} />
      </button>
      <div ref={menu} id={id} popover="auto" className={classes.menu}>
        <div className={classes.who}>
          <strong>{me.name}</strong>
          <div className={classes.role}>{t(`account.role.${me.role}`)}</div>
        </div>
        <Link to="/settings/account" className={classes.item} activeProps={{}} onClick={close}>
          <IconUserCircle size={18} aria-hidden />
          {t('account.settings')}
        </Link>
        <button
          type="button"
          className={classes.item}
          lang={other}
          onClick={() => {
            close();
            void changeLanguage(other);
          }}
        >
          <IconLanguage size={18} aria-hidden />
          {t(`language.${other}`)}
        </button>
        <button
          type="button"
          className={classes.item}
          disabled={signOut.isPending}
          onClick={() =>
            signOut.mutate(undefined, {
              onError: (error) => notifications.show({ color: 'red', message: describe(error) }),
            })
          }
        >
          <IconLogout size={18} aria-hidden />
          {t('account.sign_out')}
        </button>
      </div>
    </>
  );
}
