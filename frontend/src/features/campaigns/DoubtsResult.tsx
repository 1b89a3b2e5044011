import { Alert, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoubtsDecided } from '@/hooks/useDoubts';
import { useErrorText } from '@/lib/api/useErrorText';
import classes from './DoubtsPanel.module.css';
import { listLeftOut } from './doubts';

/** What came of a decision, or why it did not work. */
export type Said = { done: DoubtsDecided } | { error: unknown };

/** Says it, and takes the focus: what was pressed may be gone. */
export function DoubtsResult({ said, onClose }: { said: Said; onClose: () => void }) {
  const { t } = useTranslation('doubts');
  const { t: tCommon } = useTranslation();
  const describe = useErrorText();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each word
  useEffect(() => box.current?.focus(), [said]);
  const tell = (done: DoubtsDecided): string =>
    [
      done.decided > 0 ? t(`done.${done.decision}`, { count: done.decided }) : t('done.nothing'),
      ...listLeftOut(done).map(({ reason, count }) => t(`done.${reason}`, { count })),
      done.more && t('done.more'),
    ]
      .filter(Boolean)
      .join(' ');
  const hasFailed = 'error' in said;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role={hasFailed ? 'alert' : 'status'}
      color={hasFailed ? 'red' : 'teal'}
      variant="light"
      withCloseButton
      onClose={onClose}
      closeButtonLabel={tCommon('actions.close')}
      className={classes.result}
    >
      <Text size="sm">{hasFailed ? describe(said.error) : tell(said.done)}</Text>
    </Alert>
  );
}
