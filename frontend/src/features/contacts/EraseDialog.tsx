import { Alert, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactName } from '@/components/people/useContactName';
import type { Contact } from '@/hooks/useContacts';
import { useErase } from '@/hooks/useErase';
import { useErrorText } from '@/lib/api/useErrorText';
import { Dialog } from './Dialog';

interface Props {
  contact: Contact;
  opened: boolean;
  onClose: () => void;
  onErased: () => void;
}

/** Asks before a person is erased for good, and says what goes and what stays. */
export function EraseDialog(props: Props) {
  const { t } = useTranslation('contacts');
  const name = useContactName()(props.contact);
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('erase.title', { name })}>
      <Form {...props} />
    </Dialog>
  );
}

function Form({ contact, onClose, onErased }: Props) {
  const { t } = useTranslation(['contacts', 'common']);
  const describe = useErrorText();
  const erase = useErase();
  const [understood, setUnderstood] = useState(false);
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={600}>
          {t('erase.goes')}
        </Text>
        <List size="sm" mt={4}>
          <List.Item>{t('erase.goes_person')}</List.Item>
          <List.Item>{t('erase.goes_texts')}</List.Item>
          <List.Item>{t('erase.goes_elsewhere')}</List.Item>
        </List>
      </div>
      <div>
        <Text size="sm" fw={600}>
          {t('erase.stays')}
        </Text>
        <List size="sm" mt={4}>
          <List.Item>{t('erase.stays_counts')}</List.Item>
          <List.Item>{t('erase.stays_hash')}</List.Item>
        </List>
      </div>
      <Text size="sm">{t('erase.backups')}</Text>
      {erase.error && (
        <Alert color="red" variant="light" role="alert">
          {describe(erase.error)}
        </Alert>
      )}
      <Checkbox
        label={t('bulk.understood')}
        checked={understood}
        onChange={(event) => setUnderstood(event.currentTarget.checked)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common:actions.cancel')}
        </Button>
        <Button
          color="red.8"
          disabled={!understood}
          loading={erase.isPending}
          onClick={() =>
            erase.mutate(contact.id, {
              onSuccess: () => {
                onClose();
                onErased();
              },
            })
          }
        >
          {t('erase.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}
