import { Badge, Group } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Category, useCategories } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';

/** The categories by id. */
export function useCategoriesById(): ReadonlyMap<number, Category> {
  const items = useCategories().data?.items;
  return useMemo(() => new Map(items?.map((category) => [category.id, category])), [items]);
}

export function CategoryChip({ category }: { category: Category }) {
  return (
    <Badge variant="dot" color={category.color} tt="none" fw={500} maw={200}>
      {category.name}
    </Badge>
  );
}

/** The categories of a contact in their colours; beyond `most` only how many there are. */
export function CategoryChips(props: {
  ids: readonly number[];
  byId: ReadonlyMap<number, Category>;
  most?: number;
}) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { ids, byId, most = ids.length } = props;
  const categories = ids.flatMap((id) => byId.get(id) ?? []);
  const hidden = categories.slice(most);
  return (
    <Group gap={4} wrap={props.most ? 'nowrap' : 'wrap'}>
      {categories.slice(0, most).map((category) => (
        <CategoryChip key={category.id} category={category} />
      ))}
      {hidden.length > 0 && (
        <Badge
          variant="default"
          tt="none"
          fw={500}
          title={hidden.map(({ name }) => name).join(', ')}
          style={{ flex: 'none' }}
        >
          {t('row.more_categories', { shown: format.count(hidden.length) })}
        </Badge>
      )}
    </Group>
  );
}
