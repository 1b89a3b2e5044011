import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '@/components/messages/useNames';
import { NameOrNumber } from '@/components/people/NameOrNumber';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { type Contact, contactQuery, contactsQuery } from '@/hooks/useContacts';

/** Choose a contact by name or number, searched for as one types. */
export function ContactSelect(props: { value: number | null; onChange: (id: number | null) => void }) {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const { nameOf } = useNames();
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text.trim(), 200);
  const chosen = useQuery({ ...contactQuery(props.value ?? 0), enabled: props.value !== null });
  const describe = (contact: { phone: string | null; first_name: string | null; last_name: string | null }) =>
    [nameOf(contact), contact.phone !== nameOf(contact) && contact.phone].filter(Boolean).join(' · ');
  const chosenLabel = chosen.data ? describe(chosen.data) : `#${props.value}`;
  const wants = typed !== '' && typed !== chosenLabel;
  const contacts = useInfiniteQuery({ ...contactsQuery({ q: typed }), enabled: wants });
  const people = wants ? (contacts.data?.pages[0]?.items ?? []) : [];
  const found = people.map((contact) => ({ value: String(contact.id), label: describe(contact) }));
  const data =
    props.value !== null && !found.some(({ value }) => value === String(props.value))
      ? [{ value: String(props.value), label: chosenLabel }, ...found]
      : found;
  return (
    <Select
      label={t('filters.contact')}
      placeholder={t('filters.contact_hint')}
      data={data}
      value={props.value === null ? null : String(props.value)}
      onChange={(id) => props.onChange(id === null ? null : Number(id))}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <Person contact={people.find(({ id }) => String(id) === option.value)} label={option.label} />
      )}
      nothingFoundMessage={
        !wants
          ? t('filters.contact_hint')
          : contacts.isFetching
            ? t('filters.searching')
            : t('filters.nothing_found')
      }
      clearable
      clearButtonProps={{ 'aria-label': tCommon('actions.clear') }}
      maxDropdownHeight={280}
    />
  );
}

function Person({ contact, label }: { contact: Contact | undefined; label: string }) {
  const { nameOf } = useNames();
  if (!contact) return label;
  const name = nameOf(contact);
  return (
    <span>
      <NameOrNumber name={name} phone={contact.phone} />
      {contact.phone && contact.phone !== name && (
        <>
          {' · '}
          <PhoneNumber phone={contact.phone} />
        </>
      )}
    </span>
  );
}
