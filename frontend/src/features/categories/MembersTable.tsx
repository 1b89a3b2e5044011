import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/components/links';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { useContactName } from '@/components/people/useContactName';
import { WhatsAppState } from '@/components/people/WhatsAppState';
import { SimpleTable } from '@/components/tables/SimpleTable';
import { type Category, useRemoveFromCategory } from '@/hooks/useCategories';
import type { Contact } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';

/** Contacts with a way to each of them, and out of the category. */
export function MembersTable({ category, contacts }: { category: Category; contacts: Contact[] }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  return (
    <SimpleTable
      label={t('members.title')}
      rows={contacts}
      isPending={(contact) => contact.pending ?? false}
      columns={[
        { title: t('members.name'), cell: (contact) => <Name contact={contact} /> },
        {
          title: t('members.number'),
          cell: (contact) => contact.phone && <PhoneNumber phone={contact.phone} />,
          onCard: 'plain',
        },
        {
          title: t('members.whatsapp'),
          cell: (contact) => <WhatsAppState verified={contact.whatsapp_verified} />,
          onCard: 'plain',
        },
        { title: t('members.added'), cell: (contact) => format.day(contact.created_at) },
      ]}
      actions={{
        title: t('members.actions'),
        of: (contact) => <Remove category={category} contact={contact} />,
      }}
    />
  );
}

function Name({ contact }: { contact: Contact }) {
  const name = useContactName()(contact);
  const shown = <NameOrNumber name={name} phone={contact.phone} />;
  if (contact.id <= 0) return <Text inherit>{shown}</Text>;
  return (
    <TextLink to="/contacts/$contactId" params={{ contactId: contact.id }} inherit>
      {shown}
    </TextLink>
  );
}

function Remove({ category, contact }: { category: Category; contact: Contact }) {
  const { t } = useTranslation('categories');
  const nameOf = useContactName();
  const remove = useRemoveFromCategory();
  const label = t('members.remove', { name: nameOf(contact) });
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={contact.pending ?? false}
        onClick={() => remove.mutate({ categoryId: category.id, contactId: contact.id })}
      >
        <IconUserMinus size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
