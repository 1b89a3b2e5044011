import { useTranslation } from 'react-i18next';
import type { Contact } from '@/hooks/useContacts';

type Person = Pick<Contact, 'first_name' | 'last_name' | 'phone'>;

/** What to call a contact: by name, else by number. */
export function useContactName(): (person: Person) => string {
  const { t } = useTranslation();
  return (person) => fullName(person) || person.phone || t('unnamed');
}

const fullName = (person: Pick<Person, 'first_name' | 'last_name'>): string =>
  [person.first_name, person.last_name].filter(Boolean).join(' ');
