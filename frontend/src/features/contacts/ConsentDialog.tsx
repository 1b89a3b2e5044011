import { Alert, Button, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import dayjs from 'dayjs';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddConsent } from '@/hooks/useConsents';
import { useErrorText } from '@/lib/api/useErrorText';
import { Dialog } from './Dialog';
import { ProofFields, useProof } from './ProofFields';

const HOWS = ['form', 'paper', 'operator', 'other'] as const;
/** A time of the reader's own clock, as the browser's field for it holds it. */
const LOCAL_TIME = 'YYYY-MM-DDTHH:mm';
const now = () => dayjs().format(LOCAL_TIME);

/** Writes down that a contact gave, or withdrew, consent. */
export function ConsentDialog(props: { contactId: number; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('consents.add_title')}>
      <Form contactId={props.contactId} onClose={props.onClose} />
    </Dialog>
  );
}

function Form({ contactId, onClose }: { contactId: number; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const add = useAddConsent(contactId);
  const describe = useErrorText();
  const [given, setGiven] = useState(true);
  const [how, setHow] = useState<(typeof HOWS)[number]>('form');
  const [at, setAt] = useState(now);
  const { proof, setProof, told } = useProof();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      {
        given,
        how,
        ...(at && { at: dayjs(at).toISOString() }),
        ...told,
      },
      {
        onSuccess: () => {
          onClose();
          notifications.show({ color: 'forest', message: t('consents.added') });
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label={t('consents.what')}
          value={given ? 'given' : 'withdrawn'}
          onChange={(value) => setGiven(value === 'given')}
        >
          <Stack gap={6} mt={6}>
            <Radio value="given" label={t('consents.given')} data-autofocus />
            <Radio
              value="withdrawn"
              label={t('consents.withdrawn')}
              description={t('consents.withdrawn_hint')}
            />
          </Stack>
        </Radio.Group>
        <NativeSelect
          label={t('consents.how_label')}
          data={HOWS.map((value) => ({ value, label: t(`consents.how.${value}`) }))}
          value={how}
          onChange={(event) => setHow(event.currentTarget.value as typeof how)}
        />
        <TextInput
          type="datetime-local"
          label={t('consents.at')}
          max={now()}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <ProofFields proof={proof} onChange={setProof} />
        {add.error && (
          <Alert color="red" variant="light" role="alert">
            {describe(add.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('common:actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
