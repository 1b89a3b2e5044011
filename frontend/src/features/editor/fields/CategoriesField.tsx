import {
  Button,
  Checkbox,
  ColorSwatch,
  Group,
  Input,
  ScrollArea,
  SimpleGrid,
  Text,
  TextInput,
} from '@mantine/core';
import { IconSearch, IconTags } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import classes from '@/features/editor/Editor.module.css';
import type { Category } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';

const SEARCH_FROM = 9;

/** The categories to write to, each with its number of contacts, and how many that makes. */
export function CategoriesField(props: {
  categories: readonly Category[];
  chosen: readonly number[];
  onChange: (ids: number[]) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const label = useId();
  const [search, setSearch] = useState('');
  const { categories, chosen, onChange } = props;
  if (categories.length === 0) return <NoCategories />;
  const wanted = search.trim().toLocaleLowerCase();
  const found = categories.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const total = categories
    .filter(({ id }) => chosen.includes(id))
    .reduce((sum, { contact_count }) => sum + contact_count, 0);
  const toggle = (id: number) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <div>
      <Group justify="space-between" align="end" mb={6}>
        <div>
          <Input.Label labelElement="div" id={label}>
            {t('categories.label')}
          </Input.Label>
          <Input.Description>{t('categories.description')}</Input.Description>
        </div>
        {categories.length >= SEARCH_FROM && (
          <TextInput
            size="xs"
            aria-label={t('categories.search')}
            placeholder={t('categories.search')}
            leftSection={<IconSearch size={14} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </Group>
      <ScrollArea.Autosize mah={340} type="auto" offsetScrollbars="present">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" role="group" aria-labelledby={label} p={2}>
          {found.map((category) => (
            <Checkbox.Card
              key={category.id}
              className={classes.choice}
              checked={chosen.includes(category.id)}
              onClick={() => toggle(category.id)}
              aria-label={t('categories.option', {
                name: category.name,
                count: category.contact_count,
                shown: format.count(category.contact_count),
              })}
              {...(props.error && { 'aria-invalid': true })}
            >
              <Group wrap="nowrap" gap="sm">
                <Checkbox.Indicator />
                <ColorSwatch color={category.color} size={14} withShadow={false} />
                <Text size="sm" fw={500} flex={1} truncate>
                  {category.name}
                </Text>
                <Text size="sm" c="dimmed">
                  {format.count(category.contact_count)}
                </Text>
              </Group>
            </Checkbox.Card>
          ))}
        </SimpleGrid>
        {found.length === 0 && (
          <Text size="sm" c="dimmed" py="sm">
            {t('categories.none_found')}
          </Text>
        )}
      </ScrollArea.Autosize>
      {props.error && (
        <Input.Error mt={6} role="alert">
          {props.error}
        </Input.Error>
      )}
      {chosen.length > 0 && (
        <Text size="sm" mt="xs" aria-live="polite">
          <Text span fw={650}>
            {t('categories.total', { count: total, shown: format.count(total) })}
          </Text>{' '}
          {chosen.length > 1 && (
            <Text span c="dimmed">
              {t('categories.total_note')}
            </Text>
          )}
        </Text>
      )}
    </div>
  );
}

function NoCategories() {
  const { t } = useTranslation('editor');
  return (
    <EmptyState
      icon={IconTags}
      title={t('categories.empty')}
      text={t('categories.empty_text')}
      action={
        <Group gap="xs" justify="center">
          <Button component={Link} to="/contacts/import">
            {t('categories.import')}
          </Button>
          <Button component={Link} to="/categories" variant="default">
            {t('categories.open')}
          </Button>
        </Group>
      }
    />
  );
}
