import { ActionIcon, Stack, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/components/links';
import { useContactName } from '@/components/people/useContactName';
import { WhatsAppState } from '@/components/people/WhatsAppState';
import { type Category, useRemoveFromCategory } from '@/hooks/useCategories';
import type { Contact } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';

/** Contacts with a way to each of them, and out of the category. */
export function MembersTable({ category, contacts }: { category: Category; contacts: Contact[] }) {
  const { t } = useTranslation('categories');
  return (
    <Table verticalSpacing="xs" aria-label={t('members.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('members.name')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {t('members.number')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="xs">
            {t('members.whatsapp')}
          </Table.Th>
          <Table.Th scope="col" visibleFrom="md">
            {t('members.added')}
          </Table.Th>
          <Table.Th scope="col" w={48}>
            <VisuallyHidden>{t('members.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {contacts.map((contact) => (
          <MemberRow key={contact.id} category={category} contact={contact} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function MemberRow({ category, contact }: { category: Category; contact: Contact }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const nameOf = useContactName();
  const remove = useRemoveFromCategory();
  const name = nameOf(contact);
  const label = t('members.remove', { name });
  return (
    <Table.Tr opacity={contact.pending ? 0.7 : 1}>
      <Table.Td>
        <Stack gap={0}>
          {contact.id > 0 ? (
            <TextLink
              to="/contacts/$contactId"
              params={{ contactId: contact.id }}
              size="sm"
              fw={550}
              style={{ overflowWrap: 'anywhere' }}
            >
              {name}
            </TextLink>
          ) : (
            <Text size="sm" fw={550}>
              {name}
            </Text>
          )}
          <Text size="xs" c="dimmed" hiddenFrom="sm">
            {contact.phone}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{contact.phone}</Text>
      </Table.Td>
      <Table.Td visibleFrom="xs">
        <WhatsAppState verified={contact.whatsapp_verified} />
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Text size="sm" c="dimmed">
          {format.day(contact.created_at)}
        </Text>
      </Table.Td>
      <Table.Td>
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
      </Table.Td>
    </Table.Tr>
  );
}
