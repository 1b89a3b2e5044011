import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportJob } from '@/hooks/useImports';

const COLORS: Record<ImportJob['status'], string> = {
  queued: 'gray.7',
  running: 'blue.8',
  completed: 'forest.8',
  failed: 'red.8',
};

export function ImportStatusBadge({ status }: { status: ImportJob['status'] }) {
  const { t } = useTranslation('imports');
  return (
    <Badge color={COLORS[status]} variant="filled" tt="none" fw={600}>
      {t(`status.${status}`)}
    </Badge>
  );
}
