import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactName } from '@/components/people/useContactName';
import { type Contact, useOptIn, useOptOut } from '@/hooks/useContacts';
import { Dialog } from './Dialog';
import { ProofFields, useProof } from './ProofFields';
import { returnFocusTo } from './return-focus';

const LONGEST_REASON = 200;

/** Opts a contact out or in again, with the reason. */
export function OptDialog(props: {
  contact: Contact;
  direction: 'opt_out' | 'opt_in';
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const name = useContactName();
  const optOut = useOptOut();
  const optIn = useOptIn();
  const [reason, setReason] = useState('');
  const { proof, setProof, told } = useProof();
  const { contact, direction } = props;
  const confirm = () => {
    props.onClose();
    const change = direction === 'opt_out' ? optOut : optIn;
    change.mutate({
      id: contact.id,
      ...(reason.trim() && { reason: reason.trim() }),
      ...told,
    });
  };
  return (
    <Dialog
      onClosed={() => returnFocusTo(props.contact.id)}
      opened={props.opened}
      onClose={props.onClose}
      title={t(`${direction}.title`)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t(`${direction}.text`, { name: name(contact) })}</Text>
          <TextInput
            label={t(`${direction}.reason`)}
            placeholder={t('opt_out.reason_placeholder')}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <ProofFields proof={proof} onChange={setProof} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t('common:actions.cancel')}
            </Button>
            <Button type="submit" {...(direction === 'opt_out' && { color: 'red.8' })}>
              {t(`${direction}.confirm`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
