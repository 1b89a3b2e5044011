import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CategoryChips } from '@/components/people/CategoryChips';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { WhatsAppState } from '@/components/people/WhatsAppState';
import { ContactMenu } from './ContactMenu';
import classes from './ContactsPage.module.css';
import { type ContactListProps, NameLink, OptedOut, SelectBox } from './ContactTable';

export const CARD_PX = 104;

/** Contacts as cards, for narrow screens. */
export function ContactCards(props: ContactListProps & { isOld: boolean }) {
  const { t } = useTranslation('contacts');
  const { contacts, rows } = props;
  return (
    <ul
      className={classes.cards}
      aria-label={t('table')}
      data-old={props.isOld}
      style={{ paddingTop: rows.before, paddingBottom: rows.after }}
    >
      {rows.items.map(({ index }) => {
        const contact = contacts[index];
        if (!contact) return null;
        const selected = props.isSelected(contact);
        return (
          <li
            key={contact.id}
            ref={rows.measure}
            data-index={index}
            className={classes.item}
            data-selected={selected || undefined}
            data-pending={contact.pending || undefined}
          >
            <SelectBox contact={contact} selected={selected} onSelect={props.onSelect} />
            <div className={classes.itemText}>
              <NameLink contact={contact} />
              <Text size="sm" c="dimmed" className={classes.number}>
                {contact.pending ? t('row.pending') : contact.phone && <PhoneNumber phone={contact.phone} />}
              </Text>
              <Group gap="sm" mt={4}>
                <WhatsAppState verified={contact.whatsapp_verified} />
                {contact.opted_out_at && <OptedOut />}
              </Group>
              {contact.category_ids.length > 0 && (
                <Group mt={6}>
                  <CategoryChips ids={contact.category_ids} byId={props.categories} most={2} />
                </Group>
              )}
            </div>
            <ContactMenu contact={contact} onAction={props.onAction} className={classes.above} />
          </li>
        );
      })}
    </ul>
  );
}
