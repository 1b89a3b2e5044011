import { Autocomplete, Button, Popover, Stack } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '@/hooks/useContacts';
import { fieldsOf } from './columns';
import { readCondition, valuesOf, writeCondition } from './field-conditions';
import { useOwnText } from './OwnValue';
import { MOST_CONDITIONS } from './search';

interface Props {
  className?: string | undefined;
  /** Those on screen: their fields and values are offered. */
  contacts: readonly Contact[];
  conditions: readonly string[];
  onChange: (conditions: string[]) => void;
}

/** Asks for an own field and its value, and shows those who have it. */
export function FieldFilter({ className, contacts, conditions, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={280} trapFocus>
      <Popover.Target>
        <Button
          className={className}
          variant="default"
          fw={400}
          disabled={conditions.length >= MOST_CONDITIONS}
          leftSection={<IconFilterPlus size={16} aria-hidden />}
          aria-label={t('filter.field')}
          onClick={() => setOpen(!isOpen)}
        >
          {t('filter.field_short')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.field')}>
        <Form
          contacts={contacts}
          fields={fieldsOf(contacts, namesIn(conditions))}
          onSubmit={(condition) => {
            onChange([...new Set([...conditions, condition])]);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

const namesIn = (conditions: readonly string[]) =>
  conditions.flatMap((condition) => readCondition(condition)?.name ?? []);

function Form(props: {
  contacts: readonly Contact[];
  fields: readonly string[];
  onSubmit: (condition: string) => void;
}) {
  const { t } = useTranslation('contacts');
  const show = useOwnText();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const values = valuesOf(props.contacts, name.trim(), show);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const stored = values.get(value.trim()) ?? value.trim();
    if (name.trim() && stored) props.onSubmit(writeCondition({ name: name.trim(), value: stored }));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Autocomplete
          label={t('filter.field_name')}
          data={[...props.fields]}
          value={name}
          onChange={setName}
          maxLength={60}
          limit={50}
          maxDropdownHeight={220}
          comboboxProps={{ withinPortal: false }}
          data-autofocus
          required
        />
        <Autocomplete
          label={t('filter.field_value')}
          description={t('filter.field_value_hint')}
          data={[...values.keys()].sort((a, b) => a.localeCompare(b))}
          value={value}
          onChange={setValue}
          maxLength={1000}
          limit={50}
          maxDropdownHeight={220}
          comboboxProps={{ withinPortal: false }}
          required
        />
        <Button type="submit">{t('filter.field_show')}</Button>
      </Stack>
    </form>
  );
}
