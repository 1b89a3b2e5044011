import { ColorSwatch, Group, MultiSelect, Pill, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCategories } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';

/** Several categories, with their colours. */
export function CategoriesSelect(props: {
  value: readonly number[];
  onChange: (ids: number[]) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const categories = useCategories().data?.items ?? [];
  const byValue = new Map(categories.map((category) => [String(category.id), category]));
  return (
    <MultiSelect
      label={t('form.categories')}
      placeholder={props.value.length === 0 ? t('form.choose_categories') : ''}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear') }}
      hidePickedOptions
      nothingFoundMessage={t('form.no_categories')}
      data={categories.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={props.value.map(String).filter((value) => byValue.has(value))}
      onChange={(values) => props.onChange(values.map(Number))}
      error={props.error}
      renderPill={({ option, onRemove }) => (
        <Pill withRemoveButton {...(onRemove && { onRemove })}>
          <Group gap={6} wrap="nowrap" component="span">
            <ColorSwatch
              component="span"
              color={byValue.get(String(option.value))?.color ?? 'transparent'}
              size={10}
              withShadow={false}
            />
            {option.label}
          </Group>
        </Pill>
      )}
      renderOption={({ option }) => {
        const category = byValue.get(option.value);
        return (
          <Group gap="sm" wrap="nowrap" flex={1}>
            <ColorSwatch color={category?.color ?? 'transparent'} size={14} withShadow={false} />
            <Text size="sm" flex={1} truncate>
              {option.label}
            </Text>
            <Text size="sm" c="dimmed">
              {format.count(category?.contact_count ?? 0)}
            </Text>
          </Group>
        );
      }}
    />
  );
}
