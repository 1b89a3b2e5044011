import { Link } from '@tanstack/react-router';
import { Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { MonitoringBadge } from '@/app/MonitoringBadge';
import { SECTIONS } from '@/app/sections';
import { readVersion } from '@/app/version';
import classes from './Navigation.module.css';

/** The sections of the app, in groups; monitoring carries what needs attention. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <nav aria-label={t('nav.label')}>
      {SECTIONS.map((group) => (
        <Fragment key={group.name}>
          {group.name && (
            <div className={classes.group} id={`${id}${group.name}`}>
              {t(`nav.group.${group.name}`)}
            </div>
          )}
          <ul className={classes.list} aria-labelledby={group.name ? `${id}${group.name}` : undefined}>
            {group.sections.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  className={classes.link}
                  // The page that is open gets aria-current; its filters make no difference.
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  {...(onNavigate && { onClick: onNavigate })}
                >
                  <Icon size={20} stroke={1.7} aria-hidden />
                  <span className={classes.label}>{t(`nav.${name}`)}</span>
                  {name === 'monitoring' && <MonitoringBadge />}
                </Link>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
      <p className={classes.version}>{`Relance ${readVersion()}`}</p>
    </nav>
  );
}
