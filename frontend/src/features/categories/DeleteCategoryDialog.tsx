import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '@/components/dialogs/ConfirmModal';
import { useFormat } from '@/lib/useFormat';
import { useShown } from '@/lib/useShown';
import type { CategoryDialogs } from './useCategoryDialogs';

/** Says what deleting a category means before it is done. */
export function DeleteCategoryDialog(props: { dialogs: CategoryDialogs; onDeleted?: () => void }) {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const { doomed, closeDelete, confirmDelete } = props.dialogs;
  const category = useShown(doomed);
  return (
    <ConfirmModal
      opened={doomed !== null}
      title={t('delete.title', { name: category?.name ?? '' })}
      yes={t('delete.confirm')}
      isHarsh
      onConfirm={() => {
        if (!category) return;
        confirmDelete(category);
        props.onDeleted?.();
      }}
      onClose={closeDelete}
    >
      <Text size="sm">
        {category && category.contact_count > 0
          ? t('delete.contacts_stay', {
              count: category.contact_count,
              shown: format.count(category.contact_count),
            })
          : t('delete.empty')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('delete.campaigns')}
      </Text>
    </ConfirmModal>
  );
}
