import { useTranslation } from 'react-i18next';
import type { Contact } from '@/hooks/useContacts';

type Person = Pick<Contact, 'first_name' | 'last_name' | 'phone'> & Partial<Pick<Contact, 'username'>>;

/** What to call a contact: by name, else by number, else as they call themselves in WhatsApp. */
export function useContactName(): (person: Person) => string {
  const { t } = useTranslation();
  return (person) =>
    fullName(person) || person.phone || (person.username ? `@${person.username}` : t('unnamed'));
}

const fullName = (person: Pick<Person, 'first_name' | 'last_name'>): string =>
  [person.first_name, person.last_name].filter(Boolean).join(' ');
