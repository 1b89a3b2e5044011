import { Autocomplete, ColorSwatch, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Category, useCategories } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';

const LONGEST_CATEGORY_NAME = 200;

/** The category of that name, whichever way its letters are written. */
export function findCategory(categories: readonly Category[], name: string): Category | undefined {
  const wanted = name.trim().replace(/\s+/g, ' ').toLocaleLowerCase();
  return categories.find((category) => category.name.toLocaleLowerCase() === wanted);
}

/** A category by its name: one that exists, or a new one. */
export function CategoryField(props: {
  value: string;
  onChange: (name: string) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const categories = useCategories().data?.items ?? [];
  const name = props.value.trim();
  const existing = findCategory(categories, name);
  const byName = new Map(categories.map((category) => [category.name, category]));
  return (
    <div>
      <Autocomplete
        label={t('options.category')}
        description={t('options.category_hint')}
        placeholder={t('options.category_placeholder')}
        data={[...byName.keys()]}
        maxLength={LONGEST_CATEGORY_NAME}
        value={props.value}
        onChange={props.onChange}
        error={props.error}
        required
        limit={50}
        leftSection={existing && <ColorSwatch color={existing.color} size={14} withShadow={false} />}
        renderOption={({ option }) => {
          const category = byName.get(option.value);
          return (
            <Group gap="sm" wrap="nowrap" flex={1}>
              <ColorSwatch color={category?.color ?? 'transparent'} size={14} withShadow={false} />
              <Text size="sm" flex={1} truncate>
                {option.value}
              </Text>
              <Text size="sm" c="dimmed">
                {format.count(category?.contact_count ?? 0)}
              </Text>
            </Group>
          );
        }}
      />
      {name && (
        <Text size="sm" c="dimmed" mt={6} aria-live="polite">
          {existing
            ? t('options.category_existing', { shown: format.count(existing.contact_count) })
            : t('options.category_new', { name })}
        </Text>
      )}
    </div>
  );
}
