import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertCircle, IconClock } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '@/components/PasswordField';
import { useSignIn } from '@/hooks/useMe';
import { useErrorText } from '@/lib/api/useErrorText';
import { takeSessionEndNote } from '@/lib/session-end';
import { useFormat } from '@/lib/useFormat';
import { useWait } from '@/lib/useWait';
import { AuthLayout } from './AuthLayout';
import { chooseNext } from './next';

/** Name and password; then on to where somebody wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('auth');
  const router = useRouter();
  const { next } = useSearch({ from: '/sign-in' });
  const [ended] = useState(takeSessionEndNote);
  const signIn = useSignIn();
  const wait = useWait(signIn.error);
  const password = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState({ username: false, password: false });

  useEffect(() => {
    if (signIn.isError) password.current?.select();
  }, [signIn.isError]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { username: String(form.get('username')).trim(), password: String(form.get('password')) };
    setMissing({ username: !body.username, password: !body.password });
    if (!body.username || !body.password || wait > 0) return;
    signIn.mutate(body, { onSuccess: () => router.history.push(chooseNext(next)) });
  };

  return (
    <AuthLayout
      title={t('sign_in.title')}
      text={t('sign_in.welcome')}
      below={
        <Text size="sm" c="dimmed" ta="center" mt="lg">
          {t('sign_in.forgotten')}
        </Text>
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {ended && !signIn.isError && (
            <Alert color="blue" variant="light" icon={<IconClock />} role="status">
              {t('sign_in.ended')}
            </Alert>
          )}
          {signIn.isError && <Refusal error={signIn.error} wait={wait} />}
          <TextInput
            name="username"
            label={t('sign_in.username')}
            size="md"
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            autoFocus
            error={missing.username && t('sign_in.username_missing')}
          />
          <PasswordField
            ref={password}
            name="password"
            label={t('sign_in.password')}
            size="md"
            autoComplete="current-password"
            error={missing.password && t('sign_in.password_missing')}
          />
          <Button type="submit" size="md" fullWidth loading={signIn.isPending} disabled={wait > 0}>
            {t('sign_in.submit')}
          </Button>
        </Stack>
      </form>
    </AuthLayout>
  );
}

function Refusal({ error, wait }: { error: unknown; wait: number }) {
  const { t } = useTranslation('auth');
  const format = useFormat();
  const describe = useErrorText();
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} role="alert">
      {wait > 0
        ? // Read out once, not every second.
          t('sign_in.wait', { wait: format.duration(wait > 90 ? 60 * Math.ceil(wait / 60) : wait) })
        : describe(error)}
    </Alert>
  );
}
