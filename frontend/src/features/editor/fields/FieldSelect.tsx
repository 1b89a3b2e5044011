import { Select, type SelectProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canBeNamed } from '@/components/whatsapp/placeholders';
import { isBasic, useFieldName } from '@/components/whatsapp/useFieldName';

/** A field of the contact: a basic one, one of its own, or any name that is typed. */
export function FieldSelect({
  fields,
  value,
  onChange,
  ...others
}: Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> & {
  fields: readonly string[];
  value: string;
  onChange: (field: string) => void;
}) {
  const { t } = useTranslation('editor');
  const nameOf = useFieldName();
  const [search, setSearch] = useState('');
  const typed = search.trim();
  const known = fields.includes(value) || !value ? fields : [...fields, value];
  const isNew = canBeNamed(typed) && !known.some((field) => field === typed || nameOf(field) === typed);
  const basic = known.filter((field) => isBasic(field));
  const own = known.filter((field) => !isBasic(field));
  const toOption = (field: string) => ({ value: field, label: nameOf(field) });
  const data = [
    { group: t('binding.basic_fields'), items: basic.map(toOption) },
    ...(own.length > 0 ? [{ group: t('binding.own_fields'), items: own.map(toOption) }] : []),
    ...(isNew
      ? [
          {
            group: t('binding.other_field'),
            items: [{ value: typed, label: t('binding.use_typed', { field: typed }) }],
          },
        ]
      : []),
  ];
  return (
    <Select
      {...others}
      data={data}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('binding.field_wrong')}
      value={value || null}
      onChange={(field) => onChange(field ?? '')}
    />
  );
}
