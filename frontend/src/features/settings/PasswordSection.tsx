import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '@/components/PasswordField';
import { useMe } from '@/hooks/useMe';
import { useChangePassword } from '@/hooks/useSessions';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { SHORTEST_PASSWORD } from '@/lib/setup-form';
import { useFormat } from '@/lib/useFormat';
import { useWait } from '@/lib/useWait';
import { SettingsSection } from './SettingsSection';

/** One's own password: the present one proves who asks. */
export function PasswordSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const describe = useErrorText();
  const me = useMe();
  const change = useChangePassword();
  const wait = useWait(change.error);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current: '', next: '', repeat: '' },
    validate: {
      current: (value) => (value ? null : t('account.current_missing')),
      next: (value) => (value.length >= SHORTEST_PASSWORD ? null : t('account.short')),
      repeat: (value, values) => (value === values.next ? null : t('account.differs')),
    },
  });
  const submit = form.onSubmit(({ current, next }) =>
    change.mutate(
      { current_password: current, new_password: next },
      {
        onSuccess: () => {
          form.reset();
          notifications.show({ color: 'forest', message: t('account.changed') });
        },
        onError: (error) => {
          const code = error instanceof ApiError ? error.code : '';
          if (code === 'current_password_wrong') form.setFieldError('current', describe(error));
          if (code === 'password_refused' || code === 'password_common')
            form.setFieldError('next', describe(error));
        },
      },
    ),
  );
  const isShownAtField = Object.keys(form.errors).length > 0;
  return (
    <SettingsSection title={t('account.password')} text={t('account.password_text')}>
      <form onSubmit={submit} noValidate>
        {/* Tells a password manager whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={me.name} />
        <Stack maw={400}>
          {change.isError && !isShownAtField && (
            <Alert color="red" variant="light" role="alert">
              {wait > 0 ? t('account.wait', { wait: format.duration(wait) }) : describe(change.error)}
            </Alert>
          )}
          <PasswordField
            label={t('account.current')}
            autoComplete="current-password"
            key={form.key('current')}
            {...form.getInputProps('current')}
          />
          <PasswordField
            label={t('account.new')}
            description={t('account.new_hint')}
            autoComplete="new-password"
            key={form.key('next')}
            {...form.getInputProps('next')}
          />
          <PasswordField
            label={t('account.repeat')}
            autoComplete="new-password"
            key={form.key('repeat')}
            {...form.getInputProps('repeat')}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={wait > 0}>
              {t('account.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SettingsSection>
  );
}
