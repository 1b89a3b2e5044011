import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/components/links';
import { useContactName } from '@/components/people/useContactName';
import { useContacts } from '@/hooks/useContacts';

/** The way to the contact that has a number already. */
export function ExistingContact({ phone, onOpen }: { phone: string; onOpen: () => void }) {
  const { t } = useTranslation('contacts');
  const name = useContactName();
  const found = useContacts({ q: phone }).data?.pages[0]?.items.find(
    (contact) => contact.phone === phone && contact.id > 0,
  );
  if (!found) return null;
  return (
    <Text size="sm">
      <TextLink to="/contacts/$contactId" params={{ contactId: found.id }} onClick={onOpen}>
        {t('form.existing')}
      </TextLink>{' '}
      ({name(found)})
    </Text>
  );
}
