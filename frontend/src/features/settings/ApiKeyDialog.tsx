import {
  ActionIcon,
  Alert,
  Button,
  CopyButton,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type NewApiKey, useCreateApiKey } from '@/hooks/useApiKeys';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';

const DAY_MS = 86_400_000;
const LIFETIMES = { days_30: 30, days_90: 90, days_365: 365, never: null } as const;
type Lifetime = keyof typeof LIFETIMES;
// From the table above: its keys are the choices.
const CHOICES = Object.keys(LIFETIMES) as Lifetime[];

/** Makes a key, then shows it, once. */
export function ApiKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const create = useCreateApiKey();
  const made = create.data;
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made ? t('keys.made', { name: made.name }) : t('keys.new')}
      centered
      // A click beside it must not lose a key that nobody has copied.
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {made ? <MadeKey made={made} onDone={close} /> : <KeyForm create={create} onClose={close} />}
    </Modal>
  );
}

function KeyForm({ create, onClose }: { create: ReturnType<typeof useCreateApiKey>; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const describe = useErrorText();
  const form = useForm<{ name: string; lifetime: Lifetime }>({
    mode: 'uncontrolled',
    initialValues: { name: '', lifetime: 'days_365' },
    validate: { name: (value) => (value.trim() ? null : t('keys.name_missing')) },
  });
  const submit = form.onSubmit(({ name, lifetime }) => {
    const days = LIFETIMES[lifetime];
    const expires_at = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
    create.mutate(
      { name: name.trim(), expires_at },
      {
        onError: (error) => {
          const code = error instanceof ApiError ? error.code : '';
          if (code === 'key_name_refused') form.setFieldError('name', describe(error));
          if (code === 'key_expiry_refused') form.setFieldError('lifetime', describe(error));
        },
      },
    );
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {create.isError && Object.keys(form.errors).length === 0 && (
          <Alert color="red" variant="light" role="alert">
            {describe(create.error)}
          </Alert>
        )}
        <TextInput
          label={t('keys.name')}
          description={t('keys.name_hint')}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <NativeSelect
          label={t('keys.expires')}
          data={CHOICES.map((choice) => ({ value: choice, label: t(`keys.after.${choice}`) }))}
          key={form.key('lifetime')}
          {...form.getInputProps('lifetime')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {common('actions.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function MadeKey({ made, onDone }: { made: NewApiKey; onDone: () => void }) {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  return (
    <Stack>
      <Text>{t('keys.made_text')}</Text>
      <TextInput
        label={t('keys.key')}
        value={made.key}
        readOnly
        data-autofocus
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={
          <CopyButton value={made.key}>
            {({ copied, copy }) => (
              <ActionIcon
                variant="subtle"
                color={copied ? 'forest' : 'gray'}
                aria-label={copied ? common('actions.copied') : common('actions.copy')}
                onClick={copy}
              >
                {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              </ActionIcon>
            )}
          </CopyButton>
        }
      />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('keys.done')}</Button>
      </Group>
    </Stack>
  );
}
