import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type User, useDeleteUser, useUpdateUser } from '@/hooks/useUsers';
import { useErrorText } from '@/lib/api/useErrorText';
import { ConfirmDialog } from './ConfirmDialog';
import { UserDialog } from './UserDialog';
import { UserCards, UserRows, type UserWish } from './UserList';

/** All users, with what may be done to each; nobody locks out or deletes themselves. */
export function UsersTable({ users }: { users: readonly User[] }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const describe = useErrorText();
  const [wish, setWish] = useState<UserWish | null>(null);
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
  const list = { users, onWish: setWish, onEnable: enable };
  return (
    <>
      {isPhone ? <UserCards {...list} /> : <UserRows {...list} />}
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

const say = (message: string) => notifications.show({ color: 'forest', message });
