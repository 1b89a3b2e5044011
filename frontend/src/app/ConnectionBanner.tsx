import { IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/hooks/useNow';
import type { Live } from '@/lib/live/useLive';
import { useFormat } from '@/lib/useFormat';
import classes from './Banner.module.css';

/** Said above every page that is not live: why, how old it is, and a way to try again. */
export function ConnectionBanner({ live }: { live: Live }) {
  const { t } = useTranslation();
  const isCut = live.state === 'off' || live.state === 'offline';
  const age = useAge(live.heardAt, isCut);
  const Icon = live.state === 'offline' ? IconWifiOff : IconPlugConnectedX;
  return (
    // The live region is always there: only then is its new content read out.
    <div role="status">
      {isCut && (
        <div className={classes.banner}>
          <Icon size={20} aria-hidden />
          <span className={classes.words}>
            {t(live.state === 'offline' ? 'states.offline' : 'states.not_live')}
            {age && ` ${age}`}
          </span>
          {live.state === 'off' && (
            <button type="button" className={classes.button} onClick={live.again}>
              {t('actions.retry')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function useAge(heardAt: number | null, runs: boolean): string | null {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(5000, runs);
  if (heardAt === null) return null;
  const iso = new Date(heardAt).toISOString();
  const ago = format.ago(iso, now);
  return t('states.age', { time: format.timeWithSeconds(iso), ago });
}
