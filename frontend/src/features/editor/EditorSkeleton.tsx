import { Group, Paper, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The outline of the editor while what it needs is on its way. */
export function EditorSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" aria-busy="true">
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      <Skeleton h={32} w="min(320px, 60%)" />
      <Group justify="space-between" maw={820} w="100%" mx="auto" wrap="nowrap">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} circle h={36} />
        ))}
      </Group>
      <Paper withBorder radius="md" p="lg" maw={820} w="100%" mx="auto">
        <Stack gap="lg">
          <Skeleton h={56} />
          <Skeleton h={180} />
        </Stack>
      </Paper>
    </Stack>
  );
}
