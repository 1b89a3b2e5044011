import { Stack } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { useRestored } from '@/hooks/useRestored';
import classes from './Restored.module.css';
import { RestoredAnswered } from './RestoredAnswered';
import { RestoredAsked } from './RestoredAsked';
import { SectionSkeleton } from './SectionSkeleton';
import { SettingsSection } from './SettingsSection';
import { useSettingsTitle } from './useSettingsTitle';

/** Whether the database was restored or copied, and what a super admin says it is; for everybody to read. */
export function DatabasePage() {
  useSettingsTitle('database');
  const { t } = useTranslation('settings');
  const { t: tRestored } = useTranslation('restored');
  const { data, error, refetch } = useRestored();
  const page = useRef<HTMLDivElement>(null);
  const isAnswered = data?.state === 'settling' || data?.state === 'settled';
  const wasAsked = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone.
    if (isAnswered && wasAsked.current) page.current?.focus();
    wasAsked.current = data !== undefined && !isAnswered;
  }, [isAnswered, data]);
  return (
    <Stack maw={920} ref={page} tabIndex={-1} className={classes.page}>
      {(!data || data.state === 'none') && (
        <SettingsSection title={t('tabs.database')}>
          {!data &&
            (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton />)}
          {data && <EmptyState icon={IconDatabase} title={tRestored('none')} text={tRestored('none_text')} />}
        </SettingsSection>
      )}
      {data && (data.state === 'reading' || data.state === 'asked') && <RestoredAsked question={data} />}
      {data && isAnswered && <RestoredAnswered question={data} />}
    </Stack>
  );
}
