import { Modal, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Category } from '@/hooks/useCategories';
import { AddByFilter } from './AddByFilter';
import { AddBySearch } from './AddBySearch';

/** Two ways to file contacts under a category: one by one, or all that match a filter. */
export function AddContactsDialog(props: { category: Category; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('categories');
  const { t: tCommon } = useTranslation();
  const isSmall = useMediaQuery('(max-width: 36em)') ?? false;
  const { category } = props;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('add.title', { name: category.name })}
      size="lg"
      fullScreen={isSmall}
      attributes={{ header: { role: 'none' } }}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Tabs defaultValue="search" keepMounted={false}>
        <Tabs.List mb="md" aria-label={t('add.ways')}>
          <Tabs.Tab value="search" leftSection={<IconSearch size={16} aria-hidden />}>
            {t('add.by_search')}
          </Tabs.Tab>
          <Tabs.Tab value="filter" leftSection={<IconFilter size={16} aria-hidden />}>
            {t('add.by_filter')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="search">
          <AddBySearch category={category} />
        </Tabs.Panel>
        <Tabs.Panel value="filter">
          <AddByFilter category={category} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
