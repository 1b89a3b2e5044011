import { IconHandStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/hooks/useMe';
import { useAlerts } from '@/hooks/useMonitoring';
import classes from './Banner.module.css';

/** Said above every page while a restored or copied database sends nothing. The alerts tell, which are there anyway. */
export function RestoredBanner() {
  const { t } = useTranslation();
  const me = useMe();
  const codes = useAlerts().data?.items.map(({ code }) => code) ?? [];
  const isAsked = codes.includes('restored_unanswered');
  const mayAnswer = isAsked && me.role === 'super_admin';
  return (
    // The live region is always there: only then is its new content read out.
    <div role="status">
      {(isAsked || codes.includes('restored_settling')) && (
        <div className={`${classes.banner} ${classes.halted}`}>
          <IconHandStop size={20} aria-hidden />
          <span className={classes.words}>
            {t(isAsked ? 'restored.unanswered' : 'restored.settling')}
            {isAsked && !mayAnswer && ` ${t('restored.ask')}`}
          </span>
          <Link to="/settings/database" className={classes.link}>
            {t(mayAnswer ? 'restored.answer' : 'restored.details')}
          </Link>
        </div>
      )}
    </div>
  );
}
