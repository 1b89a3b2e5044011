import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** What a person may ask for: a copy of everything that is kept of them, and to be erased. */
export function PrivacyMenu({ contactId, onErase }: { contactId: number; onErase: () => void }) {
  const { t } = useTranslation('contacts');
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('privacy.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={`/api/contacts/${contactId}/copy`}
          download
          leftSection={<IconDownload size={16} />}
        >
          {t('privacy.copy')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconEraser size={16} />} onClick={onErase}>
          {t('privacy.erase')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
