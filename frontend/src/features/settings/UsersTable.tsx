import { ActionIcon, Badge, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/hooks/useMe';
import { type User, useDeleteUser, useUpdateUser } from '@/hooks/useUsers';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { ConfirmDialog } from './ConfirmDialog';
import { UserDialog } from './UserDialog';

type Wish = { what: 'edit' | 'disable' | 'delete'; user: User };

/** All users, with what may be done to each; nobody locks out or deletes themselves. */
export function UsersTable({ users }: { users: readonly User[] }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const format = useFormat();
  const describe = useErrorText();
  const me = useMe();
  const [wish, setWish] = useState<Wish | null>(null);
  const update = useUpdateUser();
  const remove = useDeleteUser();
  const close = () => {
    setWish(null);
    update.reset();
    remove.reset();
  };
  const enable = (user: User) =>
    update.mutate(
      { id: user.id, change: { disabled: false } },
      {
        onSuccess: () => say(t('users.created', { name: user.username })),
        onError: (error) => notifications.show({ color: 'red', message: describe(error) }),
      },
    );
  return (
    <>
      <Table.ScrollContainer
        minWidth={560}
        type="native"
        tabIndex={0}
        role="group"
        aria-label={t('users.title')}
      >
        <Table verticalSpacing="sm">
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
                  <Group gap="xs">
                    <Text inherit fw={600} style={{ overflowWrap: 'anywhere' }}>
                      {user.username}
                    </Text>
                    {user.id === me.id && (
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
                </Table.Th>
                <Table.Td>{common(`account.role.${user.role}`)}</Table.Td>
                <Table.Td>
                  {user.last_login_at ? format.dateTime(user.last_login_at) : t('users.never')}
                </Table.Td>
                <Table.Td>
                  <Actions user={user} isMe={user.id === me.id} onWish={setWish} onEnable={enable} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {wish?.what === 'edit' && <UserDialog user={wish.user} opened onClose={close} />}
      <ConfirmDialog
        opened={wish?.what === 'disable'}
        title={t('users.disable', { name: wish?.user.username })}
        text={t('users.disable_text', { name: wish?.user.username })}
        action={t('users.disable_action')}
        isPending={update.isPending}
        error={update.error}
        onClose={close}
        onConfirm={() =>
          wish && update.mutate({ id: wish.user.id, change: { disabled: true } }, { onSuccess: close })
        }
      />
      <ConfirmDialog
        opened={wish?.what === 'delete'}
        title={t('users.delete', { name: wish?.user.username })}
        text={t('users.delete_text', { name: wish?.user.username })}
        action={common('actions.delete')}
        isPending={remove.isPending}
        error={remove.error}
        onClose={close}
        onConfirm={() =>
          wish &&
          remove.mutate(wish.user.id, {
            onSuccess: () => {
              say(t('users.deleted', { name: wish.user.username }));
              close();
            },
          })
        }
      />
    </>
  );
}

function Actions(props: {
  user: User;
  isMe: boolean;
  onWish: (wish: Wish) => void;
  onEnable: (user: User) => void;
}) {
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

const say = (message: string) => notifications.show({ color: 'forest', message });
