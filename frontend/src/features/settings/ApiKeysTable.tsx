import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiKey, useRevokeApiKey } from '@/hooks/useApiKeys';
import { ApiKeyCards, ApiKeyRows } from './ApiKeyList';
import { ConfirmDialog } from './ConfirmDialog';

/** All keys, revoked ones too: what used one can still be told. */
export function ApiKeysTable({ apiKeys }: { apiKeys: readonly ApiKey[] }) {
  const { t } = useTranslation('settings');
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useRevokeApiKey();
  const close = () => {
    setRevoking(null);
    revoke.reset();
  };
  const list = { apiKeys, onRevoke: setRevoking };
  return (
    <>
      {isPhone ? <ApiKeyCards {...list} /> : <ApiKeyRows {...list} />}
      <ConfirmDialog
        opened={revoking !== null}
        title={t('keys.revoke_named', { name: revoking?.name })}
        text={t('keys.revoke_text')}
        action={t('keys.revoke')}
        isPending={revoke.isPending}
        error={revoke.error}
        onClose={close}
        onConfirm={() =>
          revoking &&
          revoke.mutate(revoking.id, {
            onSuccess: () => {
              notifications.show({ color: 'forest', message: t('keys.revoked', { name: revoking.name }) });
              close();
            },
          })
        }
      />
    </>
  );
}
