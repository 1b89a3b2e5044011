import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconEraser, IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ownZone } from '../../components/downloads/look';

/** What a person may ask for: a copy of everything that is kept of them, and to be erased. */
export function PrivacyMenu({ contactId, onErase }: { contactId: number; onErase: () => void }) {
  const { t, i18n } = useTranslation('contacts');
  const copy = `/api/contacts/${contactId}/copy`;
  const page = new URLSearchParams({ format: 'html', language: i18n.language, timezone: ownZone() });
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('privacy.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('privacy.copy')}</Menu.Label>
        <Menu.Item component="a" href={`${copy}?${page}`} download leftSection={<IconFileText size={16} />}>
          {t('privacy.copy_page')}
        </Menu.Item>
        <Menu.Item component="a" href={copy} download leftSection={<IconDownload size={16} />}>
          {t('privacy.copy_data')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="light-dark(#c92a2a, #ff8787)"
          leftSection={<IconEraser size={16} />}
          onClick={onErase}
        >
          {t('privacy.erase')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
