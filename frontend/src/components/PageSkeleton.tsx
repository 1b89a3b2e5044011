import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The outline of a page whose code or data are on their way. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" p="md" aria-busy="true">
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      <Skeleton h={32} w="min(320px, 60%)" />
      <Skeleton h={120} />
      <Skeleton h={280} />
    </Stack>
  );
}
