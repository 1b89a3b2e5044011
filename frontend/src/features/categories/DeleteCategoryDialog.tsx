import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category } from '@/hooks/useCategories';
import { useFormat } from '@/lib/useFormat';
import type { CategoryDialogs } from './useCategoryDialogs';

/** Says what deleting a category means before it is done. */
export function DeleteCategoryDialog(props: { dialogs: CategoryDialogs; onDeleted?: () => void }) {
  const { t } = useTranslation('categories');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const { doomed, closeDelete, confirmDelete } = props.dialogs;
  // The words stay while the dialog fades away.
  const [shown, setShown] = useState<Category | null>(null);
  useEffect(() => {
    if (doomed) setShown(doomed);
  }, [doomed]);
  const category = doomed ?? shown;
  return (
    <Modal
      opened={doomed !== null}
      onClose={closeDelete}
      title={t('delete.title', { name: category?.name ?? '' })}
      centered
      attributes={{ header: { role: 'none' } }}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      {category && (
        <Stack>
          <Text size="sm">
            {category.contact_count > 0
              ? t('delete.contacts_stay', {
                  count: category.contact_count,
                  shown: format.count(category.contact_count),
                })
              : t('delete.empty')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('delete.campaigns')}
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={closeDelete} data-autofocus>
              {tCommon('actions.cancel')}
            </Button>
            <Button
              color="red.8"
              onClick={() => {
                confirmDelete(category);
                props.onDeleted?.();
              }}
            >
              {t('delete.confirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
