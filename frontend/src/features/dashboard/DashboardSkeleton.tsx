import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Dashboard.module.css';

const FIGURES = ['sent', 'success', 'delivery', 'read', 'interaction'];

/** The outline of the dashboard while its numbers are on their way. */
export function DashboardSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.page} aria-busy>
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      <div className={classes.kpis}>
        {FIGURES.map((figure) => (
          <Skeleton key={figure} h={138} radius="md" />
        ))}
      </div>
      <div className={classes.audience}>
        <Skeleton h={136} radius="md" />
        <Skeleton h={136} radius="md" />
        <Skeleton h={136} radius="md" />
      </div>
      <Skeleton h={96} radius="md" />
      <div className={classes.charts}>
        <Skeleton h={360} radius="md" />
        <Skeleton h={360} radius="md" />
      </div>
    </div>
  );
}
