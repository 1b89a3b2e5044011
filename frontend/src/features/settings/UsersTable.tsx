import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type User, useDeleteUser, useUpdateUser } from '@/hooks/useUsers';
import { useErrorText } from '@/lib/api/useErrorText';
import { ConfirmDialog } from './ConfirmDialog';
import { UserDialog } from './UserDialog';
import { UserList, type UserRequest } from './UserList';

/** All users, with what may be done to each; nobody locks out or deletes themselves. */
export function UsersTable({ users }: { users: readonly User[] }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const describe = useErrorText();
  const [request, setRequest] = useState<UserRequest | null>(null);
  const update = useUpdateUser();
  const remove = useDeleteUser();
  const close = () => {
    setRequest(null);
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
      <UserList users={users} onAsk={setRequest} onEnable={enable} />
      {request?.what === 'edit' && <UserDialog user={request.user} opened onClose={close} />}
      <ConfirmDialog
        opened={request?.what === 'disable'}
        title={t('users.disable', { name: request?.user.username })}
        text={t('users.disable_text', { name: request?.user.username })}
        action={t('users.disable_action')}
        isPending={update.isPending}
        error={update.error}
        onClose={close}
        onConfirm={() =>
          request && update.mutate({ id: request.user.id, change: { disabled: true } }, { onSuccess: close })
        }
      />
      <ConfirmDialog
        opened={request?.what === 'delete'}
        title={t('users.delete', { name: request?.user.username })}
        text={t('users.delete_text', { name: request?.user.username })}
        action={common('actions.delete')}
        isPending={remove.isPending}
        error={remove.error}
        onClose={close}
        onConfirm={() =>
          request &&
          remove.mutate(request.user.id, {
            onSuccess: () => {
              say(t('users.deleted', { name: request.user.username }));
              close();
            },
          })
        }
      />
    </>
  );
}

const say = (message: string) => notifications.show({ color: 'forest', message });
