import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '@/components/PasswordField';
import { useMe } from '@/hooks/useMe';
import { type Role, type User, useCreateUser, useUpdateUser } from '@/hooks/useUsers';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { isUsername, SHORTEST_PASSWORD } from '@/lib/setup-form';

const ROLES: readonly Role[] = ['admin', 'super_admin'];

const FIELD_OF: Record<string, 'username' | 'password' | 'role'> = {
  username_refused: 'username',
  user_exists: 'username',
  password_refused: 'password',
  password_common: 'password',
  last_super_admin: 'role',
};

/** A new user, or (with `user`) the name, role and password of one. */
export function UserDialog(props: { user: User | null; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.user ? t('users.edit', { name: props.user.username }) : t('users.new')}
      centered
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <UserForm user={props.user} onClose={props.onClose} />
    </Modal>
  );
}

function UserForm({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const describe = useErrorText();
  const isOwn = useMe().id === user?.id;
  const create = useCreateUser();
  const update = useUpdateUser();
  const saving = user ? update : create;
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: user?.username ?? '', password: '', role: user?.role ?? ('admin' as Role) },
    validate: {
      username: (value) => (isUsername(value.trim()) ? null : t('users.name_refused')),
      password: (value) =>
        value.length >= SHORTEST_PASSWORD || (user && value === '') ? null : t('users.short'),
    },
  });
  const submit = form.onSubmit((values) => {
    const username = values.username.trim();
    const outcome = {
      onSuccess: () => {
        const text = user ? t('users.saved', { name: username }) : t('users.created', { name: username });
        notifications.show({ color: 'forest', message: text });
        onClose();
      },
      onError: (error: Error) => {
        const field = error instanceof ApiError ? FIELD_OF[error.code] : undefined;
        if (field) form.setFieldError(field, describe(error));
      },
    };
    const { role, password } = values;
    if (!user) return create.mutate({ username, password, role }, outcome);
    // What was not touched is not sent.
    const change = {
      ...(username !== user.username && { username }),
      ...(role !== user.role && { role }),
      ...(password && { password }),
    };
    update.mutate({ id: user.id, change }, outcome);
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {saving.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" variant="light" role="alert">
            {describe(saving.error)}
          </Alert>
        )}
        <TextInput
          label={t('users.name')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <NativeSelect
          label={t('users.role')}
          data={ROLES.map((role) => ({ value: role, label: common(`account.role.${role}`) }))}
          key={form.key('role')}
          {...form.getInputProps('role')}
        />
        <PasswordField
          label={user ? t('users.new_password') : t('users.password')}
          description={
            isOwn ? t('users.own_password') : user ? t('users.new_password_hint') : t('users.password_hint')
          }
          disabled={isOwn}
          autoComplete="new-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {user ? common('actions.save') : common('actions.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
