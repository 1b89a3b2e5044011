import { Alert, Anchor, Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '@/components/PasswordField';
import { useSetUp } from '@/hooks/useMe';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { checkSetup, type SetupField, type SetupForm } from '@/lib/setup-form';
import { useFormat } from '@/lib/useFormat';
import { useWait } from '@/lib/useWait';
import { AuthLayout } from './AuthLayout';

// With the numbering plans and the texts of contacts, which nobody else needs before being signed in.
const CountrySelect = lazy(async () => ({
  default: (await import('@/components/countries/CountrySelect')).CountrySelect,
}));

/** Where the API says no to a field of the form. */
const FIELD_OF: Record<string, SetupField> = {
  setup_code_wrong: 'code',
  username_refused: 'username',
  user_exists: 'username',
  password_refused: 'password',
  password_common: 'password',
};

/** The first user, made with the code that the terminal shows, who is then signed in. */
export function SetupPage() {
  const { t } = useTranslation('auth');
  const router = useRouter();
  const format = useFormat();
  const describe = useErrorText();
  const setUp = useSetUp();
  const wait = useWait(setUp.error);
  const [country, setCountry] = useState<string | null>(null);
  const [problems, setProblems] = useState<ReturnType<typeof checkSetup>>({});

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const read = (name: SetupField) => String(data.get(name) ?? '');
    const form: SetupForm = {
      code: read('code').trim(),
      username: read('username').trim(),
      password: read('password'),
      repeat: read('repeat'),
    };
    const found = checkSetup(form);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) return event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
    const { code, username, password } = form;
    setUp.mutate({ code, username, password, country }, { onSuccess: () => router.history.push('/') });
  };

  const refused = setUp.error instanceof ApiError ? setUp.error : null;
  const field = refused ? FIELD_OF[refused.code] : undefined;
  const problemAt = (name: SetupField) => {
    const problem = problems[name];
    if (problem) return t(`setup.${problem}`);
    return field === name ? describe(setUp.error) : undefined;
  };
  const isOver = refused?.code === 'setup_done';
  return (
    <AuthLayout title={t('setup.title')} text={t('setup.text')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {setUp.isError && !field && (
            <Alert color="red" variant="light" icon={<IconAlertCircle />} role="alert">
              {isOver ? t('setup.done') : null}
              {!isOver &&
                (wait > 0 ? t('sign_in.wait', { wait: format.duration(wait) }) : describe(setUp.error))}
              {isOver && (
                <Anchor component={Link} to="/sign-in" ml={6} inherit underline="always">
                  {t('setup.to_sign_in')}
                </Anchor>
              )}
            </Alert>
          )}
          <TextInput
            name="code"
            label={t('setup.code')}
            description={t('setup.code_hint')}
            placeholder="XXXX-XXXX-XXXX-XXXX"
            size="md"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus
            styles={{
              input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.04em' },
            }}
            error={problemAt('code')}
          />
          <TextInput
            name="username"
            label={t('setup.username')}
            description={t('setup.username_hint')}
            size="md"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            error={problemAt('username')}
          />
          <PasswordField
            name="password"
            label={t('setup.password')}
            description={t('setup.password_hint')}
            size="md"
            autoComplete="new-password"
            error={problemAt('password')}
          />
          <PasswordField
            name="repeat"
            label={t('setup.repeat')}
            size="md"
            autoComplete="new-password"
            error={problemAt('repeat')}
          />
          <Suspense fallback={<Skeleton h={92} />}>
            <CountrySelect
              label={t('setup.country')}
              description={t('setup.country_hint')}
              size="md"
              clearable
              value={country}
              onChange={setCountry}
            />
          </Suspense>
          <Button type="submit" size="md" fullWidth loading={setUp.isPending} disabled={wait > 0}>
            {t('setup.submit')}
          </Button>
        </Stack>
      </form>
    </AuthLayout>
  );
}
