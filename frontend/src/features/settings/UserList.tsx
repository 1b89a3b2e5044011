import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SimpleTable } from '@/components/tables/SimpleTable';
import { useMe } from '@/hooks/useMe';
import type { User } from '@/hooks/useUsers';
import { useFormat } from '@/lib/useFormat';

export type UserRequest = { what: 'edit' | 'disable' | 'delete'; user: User };

interface Props {
  users: readonly User[];
  onAsk: (request: UserRequest) => void;
  onEnable: (user: User) => void;
}

/** Users with what may be done to each. */
export function UserList({ users, ...actions }: Props) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const format = useFormat();
  const me = useMe();
  return (
    <SimpleTable
      label={t('users.title')}
      rows={users}
      columns={[
        { title: t('users.name'), cell: (user) => <Name user={user} isMe={user.id === me.id} /> },
        {
          title: t('users.role'),
          cell: (user) => common(`account.role.${user.role}`),
          onCard: 'plain',
        },
        {
          title: t('users.last_login'),
          cell: (user) => (user.last_login_at ? format.dateTime(user.last_login_at) : t('users.never')),
        },
      ]}
      actions={{
        title: t('users.actions'),
        of: (user) => <Actions user={user} isMe={user.id === me.id} {...actions} />,
      }}
    />
  );
}

function Name({ user, isMe }: { user: User; isMe: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <Group gap="xs">
      <Text inherit style={{ overflowWrap: 'anywhere' }}>
        {user.username}
      </Text>
      {isMe && (
        <Badge color="forest.8" tt="none" fw={600}>
          {t('users.you')}
        </Badge>
      )}
      {user.disabled_at && (
        <Badge color="gray.7" tt="none" fw={600}>
          {t('users.disabled')}
        </Badge>
      )}
    </Group>
  );
}

function Actions(props: Omit<Props, 'users'> & { user: User; isMe: boolean }) {
  const { t } = useTranslation('settings');
  const { user, isMe, onAsk, onEnable } = props;
  const name = user.username;
  const able = user.disabled_at
    ? { label: t('users.enable', { name }), icon: IconUserCheck, act: () => onEnable(user) }
    : {
        label: t('users.disable', { name }),
        icon: IconUserOff,
        act: () => onAsk({ what: 'disable', user }),
      };
  const actions = [
    { label: t('users.edit', { name }), icon: IconPencil, act: () => onAsk({ what: 'edit', user }) },
    ...(isMe
      ? []
      : [
          able,
          {
            label: t('users.delete', { name }),
            icon: IconTrash,
            act: () => onAsk({ what: 'delete', user }),
          },
        ]),
  ];
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {actions.map(({ label, icon: Icon, act }) => (
        <ActionIcon
          key={label}
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          size="lg"
          aria-label={label}
          title={label}
          onClick={act}
        >
          <Icon size={19} />
        </ActionIcon>
      ))}
    </Group>
  );
}
