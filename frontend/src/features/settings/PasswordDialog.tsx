import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '@/components/PasswordField';
import { useMe } from '@/hooks/useMe';
import { useConfirmPassword } from '@/hooks/useSessions';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { answerPassword, passwordQuestion } from '@/lib/confirm-password';
import { useFormat } from '@/lib/useFormat';
import { useWait } from '@/lib/useWait';

/** Asks for the password again when the API wants it; then what was begun goes on by itself. */
export function PasswordDialog() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const isOpen = useSyncExternalStore(passwordQuestion.subscribe, passwordQuestion.isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={() => answerPassword(false)}
      title={t('confirm.title')}
      centered
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      <PasswordForm />
    </Modal>
  );
}

function PasswordForm() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const format = useFormat();
  const describe = useErrorText();
  const me = useMe();
  const confirm = useConfirmPassword();
  const wait = useWait(confirm.error);
  const isWrong = confirm.error instanceof ApiError && confirm.error.code === 'current_password_wrong';
  // The words of the field above it: here is no current and new password.
  const said = isWrong ? t('confirm.wrong') : describe(confirm.error);
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A form in a dialog over another form: React hands the event on to that one, too.
    event.stopPropagation();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    setMissing(!password);
    if (password) confirm.mutate(password, { onSuccess: () => answerPassword(true) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <input type="hidden" name="username" autoComplete="username" value={me.name} />
      <Stack>
        <Text>{t('confirm.text')}</Text>
        {confirm.isError && (
          <Alert color="red" variant="light" role="alert">
            {wait > 0 ? t('confirm.wait', { wait: format.duration(wait) }) : said}
          </Alert>
        )}
        <PasswordField
          name="password"
          label={t('confirm.password')}
          autoComplete="current-password"
          data-autofocus
          error={isMissing && t('confirm.missing')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => answerPassword(false)}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={confirm.isPending} disabled={wait > 0}>
            {t('confirm.go_on')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
