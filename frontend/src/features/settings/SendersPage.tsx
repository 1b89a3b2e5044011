import { Stack } from '@mantine/core';
import { IconDeviceMobileMessage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { useSenders } from '@/hooks/useSenders';
import { SectionSkeleton } from './SectionSkeleton';
import { SenderCard } from './SenderCard';
import { SettingsSection } from './SettingsSection';
import { useSettingsTitle } from './useSettingsTitle';

/** The business numbers: how they stand at Meta, how fast they send, and what holds them. */
export function SendersPage() {
  useSettingsTitle('senders');
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useSenders();
  return (
    <Stack maw={920}>
      {!data && (
        <SettingsSection title={t('senders.title')} text={t('senders.text')}>
          {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton />}
        </SettingsSection>
      )}
      {data?.items.length === 0 && (
        <SettingsSection title={t('senders.title')} text={t('senders.text')}>
          <EmptyState
            icon={IconDeviceMobileMessage}
            title={t('senders.empty')}
            text={t('senders.empty_text')}
          />
        </SettingsSection>
      )}
      {data?.items.map((sender) => (
        <SenderCard key={sender.id} sender={sender} />
      ))}
    </Stack>
  );
}
