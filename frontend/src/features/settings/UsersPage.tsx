import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useUsers } from '@/hooks/useUsers';
import { SectionSkeleton } from './SectionSkeleton';
import { SettingsSection } from './SettingsSection';
import { SuperAdminOnly } from './SuperAdminOnly';
import { UserDialog } from './UserDialog';
import { UsersTable } from './UsersTable';
import { useSettingsTitle } from './useSettingsTitle';

/** Who may sign in, and as what; for super admins. */
export function UsersPage() {
  useSettingsTitle('users');
  return (
    <SuperAdminOnly>
      <Users />
    </SuperAdminOnly>
  );
}

function Users() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useUsers();
  const [opened, dialog] = useDisclosure();
  return (
    <SettingsSection
      title={t('users.title')}
      text={t('users.text')}
      action={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
          {t('users.new')}
        </Button>
      }
    >
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton />)}
      {data && <UsersTable users={data.items} />}
      <UserDialog user={null} opened={opened} onClose={dialog.close} />
    </SettingsSection>
  );
}
