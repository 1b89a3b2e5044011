import { ActionIcon, Button, Fieldset, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './contacts.module.css';
import {
  FIELD_TYPES,
  type FieldProblem,
  type FieldRow,
  LONGEST_FIELD_NAME,
  LONGEST_FIELD_TEXT,
  MOST_FIELDS,
  newField,
} from './form-values';

/** A contact's own fields: name, type and value. */
export function CustomFields(props: {
  fields: readonly FieldRow[];
  problems: ReadonlyMap<number, FieldProblem>;
  onChange: (fields: FieldRow[]) => void;
}) {
  const { t } = useTranslation('contacts');
  const { fields, problems, onChange } = props;
  const change = (key: number, part: Partial<FieldRow>) =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)));
  return (
    <Fieldset legend={t('form.fields')} radius="md">
      <Text size="sm" c="dimmed" mb="sm">
        {t('form.fields_hint')}
      </Text>
      <Stack gap="sm">
        {fields.map((field, index) => (
          <Row
            key={field.key}
            n={index + 1}
            field={field}
            problem={problems.get(field.key)}
            onChange={(part) => change(field.key, part)}
            onRemove={() => onChange(fields.filter(({ key }) => key !== field.key))}
          />
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...fields, newField()])}
          disabled={fields.length >= MOST_FIELDS}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('form.add_field')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

function Row(props: {
  n: number;
  field: FieldRow;
  problem: FieldProblem | undefined;
  onChange: (part: Partial<FieldRow>) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('contacts');
  const { n, field, problem, onChange } = props;
  const error = problem && t(`phone.${problem}`);
  const isValueWrong = problem === 'number_needed';
  return (
    <div className={classes.field}>
      <TextInput
        className={classes.fieldName}
        aria-label={t('form.field_name', { n })}
        placeholder={t('form.field_name_placeholder')}
        maxLength={LONGEST_FIELD_NAME}
        value={field.name}
        error={!isValueWrong && error}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        className={classes.fieldType}
        aria-label={t('form.field_type', { n })}
        data={FIELD_TYPES.map((value) => ({ value, label: t(`form.type_${value}`) }))}
        value={field.type}
        allowDeselect={false}
        onChange={(value) => {
          const type = FIELD_TYPES.find((word) => word === value);
          if (!type || type === field.type) return;
          const isTruth = type === 'boolean' || field.type === 'boolean';
          onChange({ type, ...(isTruth && { value: type === 'boolean' ? 'false' : '' }) });
        }}
      />
      {field.type === 'boolean' ? (
        <Select
          className={classes.fieldValue}
          aria-label={t('form.field_value', { n })}
          data={[
            { value: 'true', label: t('form.yes') },
            { value: 'false', label: t('form.no') },
          ]}
          value={field.value === 'true' ? 'true' : 'false'}
          allowDeselect={false}
          onChange={(value) => onChange({ value: value ?? 'false' })}
        />
      ) : (
        <TextInput
          className={classes.fieldValue}
          aria-label={t('form.field_value', { n })}
          placeholder={t('form.field_value_placeholder')}
          inputMode={field.type === 'number' ? 'decimal' : 'text'}
          maxLength={LONGEST_FIELD_TEXT}
          value={field.value}
          error={isValueWrong && error}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
        />
      )}
      <ActionIcon
        className={classes.fieldRemove}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('form.remove_field', { n })}
        onClick={props.onRemove}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </div>
  );
}
