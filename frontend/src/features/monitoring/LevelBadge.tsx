import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';

type Level = Schemas['MonitoringStats']['alert_level'];

export const LEVEL_COLORS: Record<Level, string> = {
  ok: 'forest.8',
  attention: 'orange.9',
  danger: 'red.8',
  blocked: 'red.9',
};

export function LevelBadge({ level }: { level: Level }) {
  const { t } = useTranslation('monitoring');
  return (
    <Badge color={LEVEL_COLORS[level]} variant="filled" tt="none">
      {t(`level.${level}`)}
    </Badge>
  );
}
