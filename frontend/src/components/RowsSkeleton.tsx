import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const ROWS = [0, 1, 2, 3, 4, 5, 6, 7];

/** The outline of a list of messages on its way. */
export function RowsSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" p="sm" aria-busy="true">
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      {ROWS.map((row) => (
        <Skeleton key={row} h={44} radius="sm" />
      ))}
    </Stack>
  );
}
