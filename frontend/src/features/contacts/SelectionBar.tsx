import { Button, CloseButton, Group, Text } from '@mantine/core';
import { IconFolderMinus, IconFolderPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import type { BulkAction } from './BulkDialog';
import classes from './ContactsPage.module.css';
import type { Selection } from './selection';

/** What is selected and what can be done with it. */
export function SelectionBar(props: {
  selection: Selection;
  /** How many match the filter in all; null where the server does not count them. */
  total: number | null;
  /** Whether there are more that match than are ticked. */
  canSelectAll: boolean;
  onSelectAll: () => void;
  onClear: () => void;
  onAction: (action: BulkAction) => void;
}) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { selection, total } = props;
  const count = selection.kind === 'all' ? total : selection.ids.size;
  return (
    <section className={classes.selection} aria-label={t('selection.label')}>
      <CloseButton aria-label={t('selection.clear')} title={t('selection.clear')} onClick={props.onClear} />
      <Text size="sm" fw={650} role="status">
        {count === null
          ? t('selection.all_matching')
          : t('selection.count', { count, shown: format.count(count) })}
      </Text>
      {selection.kind === 'ids' && props.canSelectAll && (
        <Button size="compact-sm" variant="subtle" onClick={props.onSelectAll}>
          {total === null
            ? t('selection.select_all_unknown')
            : t('selection.select_all', { count: total, shown: format.count(total) })}
        </Button>
      )}
      <Group gap={6} ml="auto">
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          leftSection={<IconFolderPlus size={16} />}
          onClick={() => props.onAction('add')}
        >
          {t('selection.add')}
        </Button>
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          leftSection={<IconFolderMinus size={16} />}
          onClick={() => props.onAction('remove')}
        >
          {t('selection.remove')}
        </Button>
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          leftSection={<IconTrash size={16} />}
          onClick={() => props.onAction('delete')}
        >
          {t('selection.delete')}
        </Button>
      </Group>
    </section>
  );
}
