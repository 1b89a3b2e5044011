import { Box, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconUserPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { ButtonLink, TextLink } from '@/components/links';
import { PageHeader } from '@/components/PageHeader';
import { type Category, useCategory } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';
import { AddContactsDialog } from './AddContactsDialog';
import { CategoryFormDialog } from './CategoryFormDialog';
import { CategoryMenu } from './CategoryMenu';
import { DeleteCategoryDialog } from './DeleteCategoryDialog';
import { MembersCard } from './MembersCard';
import { useCategoryDialogs } from './useCategoryDialogs';

const route = getRouteApi('/app/categories/$categoryId');

/** One category and who is in it. */
export function CategoryPage() {
  const { t } = useTranslation('categories');
  const { categoryId } = route.useParams();
  const { data: category, isPending, error, refetch } = useCategory(categoryId);
  return (
    <>
      <TextLink to="/categories" size="sm" mb="xs" display="inline-block">
        <Group gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          {t('title')}
        </Group>
      </TextLink>
      {isPending && <PageOnItsWay />}
      {category === undefined && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {category === null && (
        <>
          <PageHeader title={t('gone.title')} description={t('gone.text')} />
          <ButtonLink to="/categories">{t('gone.back')}</ButtonLink>
        </>
      )}
      {category && <Content category={category} />}
    </>
  );
}

function Content({ category }: { category: Category }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const navigate = useNavigate();
  const dialogs = useCategoryDialogs();
  const [adding, setAdding] = useState(false);
  const { name, color, contact_count } = category;
  const add = (
    <Button leftSection={<IconUserPlus size={18} />} onClick={() => setAdding(true)}>
      {t('add.open')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={name}
        badge={<Box w={14} h={14} bg={color} style={{ borderRadius: '50%' }} aria-hidden />}
        description={`${format.count(contact_count)} ${t('contacts', { count: contact_count })}`}
      >
        {contact_count > 0 && add}
        <CategoryMenu category={category} dialogs={dialogs} variant="default" />
      </PageHeader>
      <MembersCard category={category} add={add} />
      <AddContactsDialog category={category} opened={adding} onClose={() => setAdding(false)} />
      <CategoryFormDialog dialogs={dialogs} />
      <DeleteCategoryDialog dialogs={dialogs} onDeleted={() => void navigate({ to: '/categories' })} />
    </>
  );
}

function PageOnItsWay() {
  return (
    <Stack aria-busy="true" gap="lg">
      <Group justify="space-between">
        <Skeleton h={32} w={220} />
        <Skeleton h={36} w={150} />
      </Group>
      <Skeleton h={360} radius="md" />
    </Stack>
  );
}
