import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '@/lib/alerts';

export const LEVEL_COLORS: Record<Verdict, string> = {
  ok: 'forest.8',
  warning: 'orange.9',
  attention: 'orange.9',
  danger: 'red.8',
  critical: 'red.8',
  blocked: 'red.9',
  halted: 'red.9',
};

export function LevelBadge({ level }: { level: Verdict }) {
  const { t } = useTranslation('monitoring');
  return (
    <Badge color={LEVEL_COLORS[level]} variant="filled" tt="none">
      {t(`level.${level}`)}
    </Badge>
  );
}
