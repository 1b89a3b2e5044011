import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Banner.module.css';

/** Said above every page while the browser has no connection. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    // The live region is always there: only then is its new content read out.
    <div role="status">
      {!online && (
        <div className={classes.banner}>
          <IconWifiOff size={20} aria-hidden />
          {t('states.offline')}
        </div>
      )}
    </div>
  );
}
