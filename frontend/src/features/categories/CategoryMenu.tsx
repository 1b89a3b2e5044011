import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Category } from '@/hooks/useCategories';
import type { CategoryDialogs } from './useCategoryDialogs';

/** What can be done with a category. */
export function CategoryMenu(props: { category: Category; dialogs: CategoryDialogs; variant?: 'default' }) {
  const { t } = useTranslation('categories');
  const { t: tCommon } = useTranslation();
  const { category, dialogs } = props;
  const label = t('menu', { name: category.name });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant={props.variant ?? 'subtle'}
          color="gray"
          size={props.variant ? 'input-sm' : 'lg'}
          aria-label={label}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => dialogs.openEdit(category)}>
          {tCommon('actions.edit')}
        </Menu.Item>
        <Menu.Item
          color="red.8"
          leftSection={<IconTrash size={16} />}
          onClick={() => dialogs.askDelete(category)}
        >
          {tCommon('actions.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
