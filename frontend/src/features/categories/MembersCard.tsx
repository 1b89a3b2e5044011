import { Center, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconExternalLink, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { TextLink } from '@/components/links';
import { MoreButton } from '@/components/MoreButton';
import type { Category } from '@/hooks/useCategories';
import { useContacts } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import { MembersTable } from './MembersTable';

/** Who is in a category, by name; `add` is what to do when nobody is. */
export function MembersCard({ category, add }: { category: Category; add: ReactNode }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const members = useContacts({ category_id: category.id, sort: 'name' });
  // Those of the category looked at before are nobody's business here.
  const data = members.isPlaceholderData ? undefined : members.data;
  const contacts = data?.pages.flatMap(({ items }) => items) ?? [];
  if (members.isError && !data) {
    return <ErrorState error={members.error} onRetry={() => void members.refetch()} />;
  }
  if (!data) return <Skeleton h={360} radius="md" />;
  if (contacts.length === 0) {
    return (
      <Paper withBorder radius="md">
        <EmptyState icon={IconUsers} title={t('members.empty')} text={t('members.empty_text')} action={add} />
      </Paper>
    );
  }
  return (
    <Paper withBorder radius="md" p="md">
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} size="h4">
          {t('members.title')}
        </Title>
        <TextLink to="/contacts" search={{ category_id: category.id }} size="sm">
          <Group gap={4} wrap="nowrap">
            {t('members.in_contacts')}
            <IconExternalLink size={15} aria-hidden />
          </Group>
        </TextLink>
      </Group>
      <MembersTable category={category} contacts={contacts} />
      {members.hasNextPage && (
        <Center mt="md">
          <Stack gap={4} align="center">
            <MoreButton of={members} />
            <Text size="xs" c="dimmed">
              {t('members.shown', {
                shown: format.count(contacts.length),
                total: format.count(category.contact_count),
              })}
            </Text>
          </Stack>
        </Center>
      )}
    </Paper>
  );
}
