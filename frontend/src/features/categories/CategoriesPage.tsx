import { Box, Button, CloseButton, SimpleGrid, Skeleton, Text, TextInput } from '@mantine/core';
import { IconCategory, IconPlus, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import { type Category, useCategories } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';
import { CategoryCard } from './CategoryCard';
import { CategoryFormDialog } from './CategoryFormDialog';
import { searchCategories, sortByName } from './category-form';
import { DeleteCategoryDialog } from './DeleteCategoryDialog';
import { type CategoryDialogs, useCategoryDialogs } from './useCategoryDialogs';

const COLUMNS = { base: 1, xs: 2, md: 3, lg: 4 };

/** Fewer than this are seen at a glance. */
const WORTH_SEARCHING = 9;

/** All groups of contacts, as cards. */
export function CategoriesPage() {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const categories = useCategories();
  const dialogs = useCategoryDialogs();
  const create = (
    <Button leftSection={<IconPlus size={18} />} onClick={dialogs.openNew}>
      {t('new')}
    </Button>
  );
  const { data, isPending, isError, error, refetch } = categories;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={
          data?.total ? t('total', { count: data.total, shown: format.count(data.total) }) : t('purpose')
        }
      >
        {data && data.items.length > 0 && create}
      </PageHeader>
      {isPending && <CardsOnTheirWay />}
      {isError && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconCategory} title={t('empty.title')} text={t('empty.text')} action={create} />
      )}
      {data && data.items.length > 0 && <Cards categories={data.items} dialogs={dialogs} />}
      <CategoryFormDialog dialogs={dialogs} />
      <DeleteCategoryDialog dialogs={dialogs} />
    </>
  );
}

function Cards(props: { categories: readonly Category[]; dialogs: CategoryDialogs }) {
  const { t, i18n } = useTranslation('categories');
  const { t: tCommon } = useTranslation();
  const [search, setSearch] = useState('');
  const found = sortByName(searchCategories(props.categories, search), i18n.language);
  return (
    <>
      {(props.categories.length >= WORTH_SEARCHING || search) && (
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} />}
          rightSection={
            search && (
              <CloseButton size="sm" aria-label={tCommon('actions.clear')} onClick={() => setSearch('')} />
            )
          }
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          maw={360}
          mb="md"
        />
      )}
      <Box aria-live="polite">
        {found.length === 0 && (
          <EmptyState
            icon={IconSearchOff}
            title={t('nothing_found', { search })}
            action={
              <Button variant="default" onClick={() => setSearch('')}>
                {tCommon('actions.clear')}
              </Button>
            }
          />
        )}
      </Box>
      {found.length > 0 && (
        <SimpleGrid component="ul" cols={COLUMNS} spacing="md" p={0} m={0} style={{ listStyle: 'none' }}>
          {found.map((category) => (
            <CategoryCard key={category.id} category={category} dialogs={props.dialogs} />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}

function CardsOnTheirWay() {
  const { t } = useTranslation();
  return (
    <Box aria-busy="true">
      <Text role="status" fz={0}>
        {t('states.loading')}
      </Text>
      <SimpleGrid cols={COLUMNS} spacing="md">
        {Array.from({ length: 8 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: outlines have no names
          <Skeleton key={index} h={118} radius="md" />
        ))}
      </SimpleGrid>
    </Box>
  );
}
