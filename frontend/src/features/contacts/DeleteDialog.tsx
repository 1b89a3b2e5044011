import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useContactName } from '@/components/people/useContactName';
import { type Contact, useDeleteContact } from '@/hooks/useContacts';
import { Dialog } from './Dialog';
import { returnFocusTo } from './return-focus';

/** Asks before a person is cleared, and says what that means. */
export function DeleteDialog(props: {
  contact: Contact;
  opened: boolean;
  onClose: () => void;
  onDeleted?: ((contact: Contact) => void) | undefined;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const name = useContactName();
  const remove = useDeleteContact();
  const { contact } = props;
  const confirm = () => {
    props.onClose();
    remove.mutate(contact.id);
    props.onDeleted?.(contact);
  };
  return (
    <Dialog
      onClosed={() => returnFocusTo(props.contact.id)}
      opened={props.opened}
      onClose={props.onClose}
      title={t('delete.title', { name: name(contact) })}
    >
      <Stack gap="md">
        <Text size="sm">{t('delete.text')}</Text>
        <Text size="sm">{t('delete.pending')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('common:actions.cancel')}
          </Button>
          <Button color="red.8" onClick={confirm}>
            {t('delete.confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
