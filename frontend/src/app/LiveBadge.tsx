import { useTranslation } from 'react-i18next';
import type { Live } from '@/lib/live/useLive';
import classes from './LiveBadge.module.css';

/** Says whether the numbers on screen are moving with the server's. */
export function LiveBadge({ state }: { state: Live['state'] }) {
  const { t } = useTranslation();
  return (
    <span
      className={classes.badge}
      data-live={state === 'on' || undefined}
      role="status"
      title={t(`live.${state}_hint`)}
    >
      <span className={classes.dot} aria-hidden />
      <span className={classes.words}>{t(`live.${state}`)}</span>
    </span>
  );
}
