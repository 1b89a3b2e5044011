import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { useApiKeys } from '@/hooks/useApiKeys';
import { ApiKeyDialog } from './ApiKeyDialog';
import { ApiKeysTable } from './ApiKeysTable';
import { SectionSkeleton } from './SectionSkeleton';
import { SettingsSection } from './SettingsSection';
import { SuperAdminOnly } from './SuperAdminOnly';
import { useSettingsTitle } from './useSettingsTitle';

/** Keys of programs; for super admins. */
export function ApiKeysPage() {
  useSettingsTitle('api_keys');
  return (
    <SuperAdminOnly>
      <ApiKeys />
    </SuperAdminOnly>
  );
}

function ApiKeys() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useApiKeys();
  const [opened, setOpened] = useState(false);
  return (
    <SettingsSection
      title={t('keys.title')}
      text={t('keys.text')}
      action={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened(true)}>
          {t('keys.new')}
        </Button>
      }
    >
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton />)}
      {data?.items.length === 0 && (
        <EmptyState icon={IconKey} title={t('keys.empty')} text={t('keys.empty_text')} />
      )}
      {data && data.items.length > 0 && <ApiKeysTable apiKeys={data.items} />}
      <ApiKeyDialog opened={opened} onClose={() => setOpened(false)} />
    </SettingsSection>
  );
}
