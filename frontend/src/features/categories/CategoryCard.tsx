import { Box, Group, Loader, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Category } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';
import classes from './CategoryCard.module.css';
import { CategoryMenu } from './CategoryMenu';
import type { CategoryDialogs } from './useCategoryDialogs';

/** A category with its colour and the number of its contacts. */
export function CategoryCard({ category, dialogs }: { category: Category; dialogs: CategoryDialogs }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const { id, name, color, contact_count, pending } = category;
  return (
    <Paper
      component="li"
      withBorder
      radius="md"
      p="md"
      pl="lg"
      className={classes.card}
      data-pending={pending ?? false}
    >
      <span className={classes.stripe} style={{ background: color }} aria-hidden />
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs" mih={44}>
        <Title order={2} size="h5" style={{ minWidth: 0 }}>
          {id > 0 ? (
            <Link to="/categories/$categoryId" params={{ categoryId: id }} className={classes.link}>
              {name}
            </Link>
          ) : (
            <span className={classes.link}>{name}</span>
          )}
        </Title>
        <Box className={classes.above} mt={-6} mr={-8}>
          {id > 0 ? (
            <CategoryMenu category={category} dialogs={dialogs} />
          ) : (
            <Loader size="xs" m={8} aria-label={t('saving')} />
          )}
        </Box>
      </Group>
      <Group gap={6} align="baseline" mt="xs">
        <Text fz={26} fw={650} lh={1.1}>
          {format.count(contact_count)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('contacts', { count: contact_count })}
        </Text>
      </Group>
    </Paper>
  );
}
