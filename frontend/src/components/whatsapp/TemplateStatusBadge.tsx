import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { knownStatus, TEMPLATE_STATUS_COLORS } from './template-status';

export function TemplateStatusBadge({ status }: { status: string }) {
  const { t } = useTranslation('editor');
  const known = knownStatus(status);
  return (
    <Badge color={known ? TEMPLATE_STATUS_COLORS[known] : 'gray.7'} variant="filled" tt="none" fw={600}>
      {known ? t(`template_status.${known}`) : status}
    </Badge>
  );
}
