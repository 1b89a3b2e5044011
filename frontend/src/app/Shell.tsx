import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from '@/app/AccountMenu';
import { ConnectionBanner } from '@/app/ConnectionBanner';
import { LiveBadge } from '@/app/LiveBadge';
import { Navigation } from '@/app/Navigation';
import { NavigationDrawer } from '@/app/NavigationDrawer';
import { RestoredBanner } from '@/app/RestoredBanner';
import { RouteAnnouncer } from '@/app/RouteAnnouncer';
import { whenIdle } from '@/app/when-idle';
import { Logo } from '@/components/Logo';
import { loadLaterTexts } from '@/i18n';
import { useLive } from '@/lib/live/useLive';
import classes from './Shell.module.css';

const CONTENT = 'content';

// Nothing is announced in the first seconds, and its texts are not among the first ones.
const AlertToasts = lazy(async () => ({ default: (await import('@/app/AlertToasts')).AlertToasts }));

/** The frame around every page: navigation, account, what is live, and the page itself. */
export function Shell() {
  const { t } = useTranslation();
  const live = useLive();
  const drawer = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLElement>(null);
  useEffect(() => whenIdle(() => void loadLaterTexts()), []);
  return (
    <div className={classes.shell}>
      <a
        className={classes.skip}
        href={`#${CONTENT}`}
        onClick={(event) => {
          // The address stays as it is: it is the router's.
          event.preventDefault();
          content.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.headerSide}>
          <ActionIcon
            className={classes.menuButton}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('nav.open')}
            aria-haspopup="dialog"
            onClick={() => drawer.current?.showModal()}
          >
            <IconMenu2 size={22} />
          </ActionIcon>
          <Link to="/" className={classes.brand} activeOptions={{ exact: true }}>
            <Logo size={28} />
            {t('app')}
          </Link>
        </div>
        <div className={classes.headerSide}>
          <LiveBadge state={live.state} />
          <AccountMenu />
        </div>
      </header>
      <div className={classes.navbar}>
        <Navigation />
      </div>
      <NavigationDrawer ref={drawer} />
      <main id={CONTENT} ref={content} tabIndex={-1} className={classes.main}>
        <div className={classes.page}>
          <ConnectionBanner live={live} />
          <RestoredBanner />
          <Outlet />
        </div>
      </main>
      <RouteAnnouncer main={content} />
      <Suspense>
        <AlertToasts />
      </Suspense>
    </div>
  );
}
