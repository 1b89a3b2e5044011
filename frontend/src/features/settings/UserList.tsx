import { ActionIcon, Badge, Group, Table, Text } from '@mantine/core';
import { IconPencil, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/hooks/useMe';
import type { User } from '@/hooks/useUsers';
import { useFormat } from '@/lib/useFormat';
import classes from './SettingsPage.module.css';

export type UserWish = { what: 'edit' | 'disable' | 'delete'; user: User };

interface Props {
  users: readonly User[];
  onWish: (wish: UserWish) => void;
  onEnable: (user: User) => void;
}

/** Users as a table, where there is room for one. */
export function UserRows({ users, ...actions }: Props) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const format = useFormat();
  const me = useMe();
  return (
    <Table verticalSpacing="sm" aria-label={t('users.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('users.name')}</Table.Th>
          <Table.Th scope="col">{t('users.role')}</Table.Th>
          <Table.Th scope="col">{t('users.last_login')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('users.actions')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <Table.Tr key={user.id}>
            <Table.Th scope="row">
              <Name user={user} isMe={user.id === me.id} />
            </Table.Th>
            <Table.Td>{common(`account.role.${user.role}`)}</Table.Td>
            <Table.Td>{user.last_login_at ? format.dateTime(user.last_login_at) : t('users.never')}</Table.Td>
            <Table.Td>
              <Actions user={user} isMe={user.id === me.id} {...actions} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The same for narrow screens: what may be done stands inside the window. */
export function UserCards({ users, ...actions }: Props) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const format = useFormat();
  const me = useMe();
  return (
    <ul className={classes.rows} aria-label={t('users.title')}>
      {users.map((user) => (
        <li key={user.id} className={`${classes.row} ${classes.card}`}>
          <div className={classes.rowMain}>
            <Name user={user} isMe={user.id === me.id} />
            <Text size="sm" c="dimmed">
              {common(`account.role.${user.role}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {t('fact', {
                label: t('users.last_login'),
                value: user.last_login_at ? format.dateTime(user.last_login_at) : t('users.never'),
              })}
            </Text>
          </div>
          <Actions user={user} isMe={user.id === me.id} {...actions} />
        </li>
      ))}
    </ul>
  );
}

function Name({ user, isMe }: { user: User; isMe: boolean }) {
  const { t } = useTranslation('settings');
  return (
    <Group gap="xs">
      <Text inherit fw={600} style={{ overflowWrap: 'anywhere' }}>
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
  const { user, isMe, onWish, onEnable } = props;
  const name = user.username;
  const able = user.disabled_at
    ? { label: t('users.enable', { name }), icon: IconUserCheck, act: () => onEnable(user) }
    : {
        label: t('users.disable', { name }),
        icon: IconUserOff,
        act: () => onWish({ what: 'disable', user }),
      };
  const actions = [
    { label: t('users.edit', { name }), icon: IconPencil, act: () => onWish({ what: 'edit', user }) },
    ...(isMe
      ? []
      : [
          able,
          {
            label: t('users.delete', { name }),
            icon: IconTrash,
            act: () => onWish({ what: 'delete', user }),
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
