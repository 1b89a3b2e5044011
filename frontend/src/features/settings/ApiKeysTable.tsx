import { Badge, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SimpleTable } from '@/components/tables/SimpleTable';
import { type ApiKey, useRevokeApiKey } from '@/hooks/useApiKeys';
import { useFormat } from '@/lib/useFormat';
import { ConfirmDialog } from './ConfirmDialog';

const COLORS = { active: 'forest.8', expired: 'gray.7', revoked: 'gray.7' } as const;

function stateOf(key: ApiKey): keyof typeof COLORS {
  if (key.revoked_at) return 'revoked';
  return key.expires_at && new Date(key.expires_at).getTime() <= Date.now() ? 'expired' : 'active';
}

/** All keys, revoked ones too: what used one can still be told. */
export function ApiKeysTable({ apiKeys }: { apiKeys: readonly ApiKey[] }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useRevokeApiKey();
  const close = () => {
    setRevoking(null);
    revoke.reset();
  };
  const madeBy = (key: ApiKey) => {
    const by = key.created_by && t('keys.by', { name: key.created_by });
    return [format.day(key.created_at), by].filter(Boolean).join(' ');
  };
  return (
    <>
      <SimpleTable
        label={t('keys.title')}
        rows={apiKeys}
        columns={[
          { title: t('keys.name'), cell: (key) => key.name },
          { title: t('keys.state'), cell: (key) => <State apiKey={key} />, onCard: 'beside' },
          { title: t('keys.created'), cell: madeBy },
          {
            title: t('keys.used'),
            cell: (key) => (key.last_used_at ? format.ago(key.last_used_at) : t('keys.never')),
          },
          {
            title: t('keys.expires'),
            cell: (key) => (key.expires_at ? format.day(key.expires_at) : t('keys.never')),
          },
        ]}
        actions={{ title: t('keys.actions'), of: (key) => <Revoke apiKey={key} onRevoke={setRevoking} /> }}
      />
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

function State({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('settings');
  const state = stateOf(apiKey);
  return (
    <Badge color={COLORS[state]} tt="none" fw={600}>
      {t(`keys.states.${state}`)}
    </Badge>
  );
}

function Revoke({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation('settings');
  if (stateOf(apiKey) !== 'active') return null;
  return (
    <Button
      variant="default"
      size="xs"
      style={{ flexShrink: 0 }}
      aria-label={t('keys.revoke_named', { name: apiKey.name })}
      onClick={() => onRevoke(apiKey)}
    >
      {t('keys.revoke')}
    </Button>
  );
}
