import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignDoubts } from '@/hooks/useDoubts';
import classes from './DoubtsPanel.module.css';
import { useDoubtWords } from './useDoubtWords';

/** Who decided what on doubts of this campaign, the newest first. */
export function DoubtsHistory({ verdicts }: { verdicts: CampaignDoubts['verdicts'] }) {
  const { t } = useTranslation('doubts');
  const { tell } = useDoubtWords();
  if (verdicts.length === 0) return null;
  return (
    <details className={classes.history}>
      <summary>{t('history')}</summary>
      <ul>
        {verdicts.map((verdict) => (
          <Text component="li" size="sm" key={verdict.id}>
            {tell(verdict)}
          </Text>
        ))}
      </ul>
    </details>
  );
}
