import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '@/hooks/useApiKeys';
import { useFormat } from '@/lib/useFormat';
import classes from './SettingsPage.module.css';

const COLORS = { active: 'forest.8', expired: 'gray.7', revoked: 'gray.7' } as const;

function stateOf(key: ApiKey): keyof typeof COLORS {
  if (key.revoked_at) return 'revoked';
  return key.expires_at && new Date(key.expires_at).getTime() <= Date.now() ? 'expired' : 'active';
}

interface Props {
  apiKeys: readonly ApiKey[];
  onRevoke: (key: ApiKey) => void;
}

/** Keys as a table, where there is room for one. */
export function ApiKeyRows({ apiKeys, onRevoke }: Props) {
  const { t } = useTranslation('settings');
  const { madeBy, used, expires } = useKeyWords();
  return (
    // On a screen between a phone and a desk it may still be wider than its place.
    <Table.ScrollContainer
      minWidth={640}
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
          {apiKeys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Th scope="row" style={{ overflowWrap: 'anywhere' }}>
                {key.name}
              </Table.Th>
              <Table.Td>
                <State apiKey={key} />
              </Table.Td>
              <Table.Td>{madeBy(key)}</Table.Td>
              <Table.Td>{used(key)}</Table.Td>
              <Table.Td>{expires(key)}</Table.Td>
              <Table.Td ta="right">
                <Revoke apiKey={key} onRevoke={onRevoke} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The same for narrow screens: what may be done stands inside the window. */
export function ApiKeyCards({ apiKeys, onRevoke }: Props) {
  const { t } = useTranslation('settings');
  const { madeBy, used, expires } = useKeyWords();
  return (
    <ul className={classes.rows} aria-label={t('keys.title')}>
      {apiKeys.map((key) => (
        <li key={key.id} className={`${classes.row} ${classes.card}`}>
          <div className={classes.rowMain}>
            <Group gap="xs">
              <Text fw={600}>{key.name}</Text>
              <State apiKey={key} />
            </Group>
            {[
              { label: t('keys.created'), value: madeBy(key) },
              { label: t('keys.used'), value: used(key) },
              { label: t('keys.expires'), value: expires(key) },
            ].map(({ label, value }) => (
              <Text key={label} size="sm" c="dimmed">
                {t('fact', { label, value })}
              </Text>
            ))}
          </div>
          <Revoke apiKey={key} onRevoke={onRevoke} />
        </li>
      ))}
    </ul>
  );
}

function useKeyWords() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  return {
    madeBy: (key: ApiKey) => {
      const by = key.created_by && t('keys.by', { name: key.created_by });
      return [format.day(key.created_at), by].filter(Boolean).join(' ');
    },
    used: (key: ApiKey) => (key.last_used_at ? format.relative(key.last_used_at) : t('keys.never')),
    expires: (key: ApiKey) => (key.expires_at ? format.day(key.expires_at) : t('keys.never')),
  };
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
