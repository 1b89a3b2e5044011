import { ActionIcon, Menu } from '@mantine/core';
import { IconBell, IconBellOff, IconDots, IconEye, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useContactName } from '@/components/people/useContactName';
import type { Contact } from '@/hooks/useContacts';
import type { ContactAction } from './useContactActions';

/** What can be done with one contact. */
export function ContactMenu(props: {
  contact: Contact;
  onAction: (action: ContactAction, contact: Contact) => void;
  className?: string | undefined;
}) {
  const { t } = useTranslation(['contacts', 'common']);
  const navigate = useNavigate();
  const name = useContactName();
  const { contact, onAction } = props;
  const hasOptedOut = contact.opted_out_at !== null;
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={210} withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={props.className ?? ''}
          data-cell="menu"
          data-menu-of={contact.id}
          aria-label={t('row.menu', { name: name(contact) })}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {contact.id > 0 && (
          <Menu.Item
            leftSection={<IconEye size={16} />}
            onClick={() => void navigate({ to: '/contacts/$contactId', params: { contactId: contact.id } })}
          >
            {t('row.open')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onAction('edit', contact)}>
          {t('common:actions.edit')}
        </Menu.Item>
        <Menu.Item
          leftSection={hasOptedOut ? <IconBell size={16} /> : <IconBellOff size={16} />}
          onClick={() => onAction(hasOptedOut ? 'opt_in' : 'opt_out', contact)}
        >
          {hasOptedOut ? t('opt_in.action') : t('opt_out.action')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="light-dark(#c92a2a, #ff8787)"
          leftSection={<IconTrash size={16} />}
          onClick={() => onAction('delete', contact)}
        >
          {t('common:actions.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
