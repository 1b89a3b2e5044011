import { useTranslation } from 'react-i18next';
import { BASIC_FIELDS } from '@/lib/own-fields';

export const isBasic = (field: string): field is (typeof BASIC_FIELDS)[number] =>
  (BASIC_FIELDS as readonly string[]).includes(field);

/** A function that names a field in the reader's language; a contact's own fields have just their name. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('contacts');
  return (field) => (isBasic(field) ? t(`own.${field}`) : field);
}
