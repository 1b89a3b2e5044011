import { Title } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/hooks/useMe';
import classes from './SettingsPage.module.css';
import { listTabs } from './tabs';

/** The frame of all settings: their names as links, the chosen one below. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const me = useMe();
  const list = useRef<HTMLUListElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the tabs scroll: the chosen one stays in view
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <>
      <Title order={1} size="h2" mb="xs">
        {t('title')}
      </Title>
      <nav aria-label={t('tabs.label')}>
        <ul ref={list} className={classes.tabs}>
          {listTabs(me).map(({ name, to }) => (
            <li key={name}>
              <Link to={to} className={classes.tab}>
                {t(`tabs.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  );
}
