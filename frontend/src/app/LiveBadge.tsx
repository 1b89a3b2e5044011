import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveState } from '@/lib/live/stream';
import classes from './LiveBadge.module.css';

const PATIENCE_MS = 4000;

/** Says whether the numbers on screen are moving with the server's. */
export function LiveBadge({ state }: { state: LiveState }) {
  const { t } = useTranslation();
  const live = useCalm(state === 'on' || state === 'partly');
  const words = !live ? 'off' : state === 'partly' ? 'partly' : 'on';
  return (
    <span
      className={classes.badge}
      data-live={words === 'on' || undefined}
      role="status"
      title={t(`live.${words}_hint`)}
    >
      <span className={classes.dot} aria-hidden />
      <span className={classes.words}>{t(`live.${words}`)}</span>
    </span>
  );
}

/** The server ends each stream every 25 s and the browser is back a second later: that is no news. */
function useCalm(on: boolean): boolean {
  const [shown, setShown] = useState(true);
  if (on && !shown) setShown(true);
  useEffect(() => {
    if (on) return;
    const timer = setTimeout(() => setShown(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [on]);
  return shown;
}
