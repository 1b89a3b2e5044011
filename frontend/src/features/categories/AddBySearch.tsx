import { Box, Button, Group, Loader, ScrollArea, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { useContactName } from '@/components/people/useContactName';
import { type Category, useAddToCategory } from '@/hooks/useCategories';
import { type Contact, useContacts } from '@/hooks/useContacts';

const TYPING_MS = 200;

/** More would be scrolled past, not read: a longer search is quicker. */
const MOST_SHOWN = 30;

/** Find people by name or number, and add them one by one. Without a search: those who came last. */
export function AddBySearch({ category }: { category: Category }) {
  const { t } = useTranslation('categories');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const found = useContacts(search ? { q: search } : {});
  const contacts = found.data?.pages[0]?.items.slice(0, MOST_SHOWN) ?? [];
  const isBehind = found.isFetching && (found.isPlaceholderData || search !== typed.trim());
  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        label={t('add.search')}
        placeholder={t('add.search_example')}
        leftSection={<IconSearch size={16} />}
        rightSection={isBehind && <Loader size="xs" aria-label={t('add.searching')} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maxLength={100}
        data-autofocus
        autoComplete="off"
      />
      {found.isError && !found.data && (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isPending && <Skeleton h={320} radius="md" />}
      <Box aria-live="polite">
        {found.data && contacts.length === 0 && (
          <Text c="dimmed" ta="center" py="xl">
            {search ? t('nothing_found', { search }) : t('add.nobody')}
          </Text>
        )}
      </Box>
      {contacts.length > 0 && (
        <ScrollArea.Autosize
          mah={380}
          type="auto"
          offsetScrollbars="present"
          viewportProps={{ tabIndex: -1 }}
        >
          <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('add.found')}>
            {contacts.map((contact) => (
              <Candidate key={contact.id} contact={contact} category={category} />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      )}
    </Stack>
  );
}

function Candidate({ contact, category }: { contact: Contact; category: Category }) {
  const { t } = useTranslation('categories');
  const nameOf = useContactName();
  const add = useAddToCategory();
  const name = nameOf(contact);
  return (
    <Group
      component="li"
      justify="space-between"
      wrap="nowrap"
      gap="sm"
      py={6}
      mih={48}
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Box miw={0}>
        <Text size="sm" fw={550} truncate>
          <NameOrNumber name={name} phone={contact.phone} />
        </Text>
        {name !== contact.phone && (
          <Text size="xs" c="dimmed">
            {contact.phone && <PhoneNumber phone={contact.phone} />}
          </Text>
        )}
      </Box>
      {contact.category_ids.includes(category.id) ? (
        <Group gap={4} wrap="nowrap" c="light-dark(#0b6b5c, #51b499)" pr="xs">
          <IconCheck size={16} aria-hidden />
          <Text size="sm">{t('add.is_in')}</Text>
        </Group>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          aria-label={t('add.one', { name })}
          disabled={contact.id < 0}
          onClick={() => add.mutate({ categoryId: category.id, contactIds: [contact.id] })}
          style={{ flex: 'none' }}
        >
          {t('add.add')}
        </Button>
      )}
    </Group>
  );
}
