import { Button, Paper } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { useMe } from '@/hooks/useMe';
import { PasswordDialog } from './PasswordDialog';

/** Its content for a super admin; for anybody else who came by address, why there is none. */
export function SuperAdminOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation('settings');
  if (useMe().role === 'super_admin') {
    return (
      <>
        {children}
        <PasswordDialog />
      </>
    );
  }
  return (
    <Paper withBorder radius="md">
      <EmptyState
        icon={IconLock}
        title={t('only.title')}
        text={t('only.text')}
        action={
          <Button
            variant="default"
            mt="sm"
            renderRoot={(props) => <Link to="/settings/account" {...props} />}
          >
            {t('only.action')}
          </Button>
        }
      />
    </Paper>
  );
}
