import { Badge, Button, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  return (
    <>
      <Table.ScrollContainer
        minWidth={720}
        type="native"
        tabIndex={0}
        role="group"
        aria-label={t('keys.title')}
      >
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('keys.name')}</Table.Th>
              <Table.Th scope="col">{t('keys.state')}</Table.Th>
              <Table.Th scope="col">{t('keys.created')}</Table.Th>
              <Table.Th scope="col">{t('keys.used')}</Table.Th>
              <Table.Th scope="col">{t('keys.expires')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('keys.actions')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {apiKeys.map((key) => {
              const state = stateOf(key);
              return (
                <Table.Tr key={key.id}>
                  <Table.Th scope="row" style={{ overflowWrap: 'anywhere' }}>
                    {key.name}
                  </Table.Th>
                  <Table.Td>
                    <Badge color={COLORS[state]} tt="none" fw={600}>
                      {t(`keys.states.${state}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td>
                    {format.day(key.created_at)}
                    {key.created_by && (
                      <Text span inherit c="dimmed">
                        {' '}
                        {t('keys.by', { name: key.created_by })}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {key.last_used_at ? format.relative(key.last_used_at) : t('keys.never')}
                  </Table.Td>
                  <Table.Td>{key.expires_at ? format.day(key.expires_at) : t('keys.never')}</Table.Td>
                  <Table.Td ta="right">
                    {state === 'active' && (
                      <Button
                        variant="default"
                        size="xs"
                        aria-label={t('keys.revoke_named', { name: key.name })}
                        onClick={() => setRevoking(key)}
                      >
                        {t('keys.revoke')}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
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
