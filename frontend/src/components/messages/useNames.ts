import { useTranslation } from 'react-i18next';
import { useFieldName } from '@/components/whatsapp/useFieldName';

interface Person {
  phone: string | null;
  first_name: string | null;
  last_name: string | null;
}

/** What to call a contact: by name, else by number; whoever was deleted has neither. */
export function useNames() {
  const { t } = useTranslation();
  return {
    nameOf: (person: Person): string =>
      [person.first_name, person.last_name].filter(Boolean).join(' ') || person.phone || t('deleted_contact'),
    isGone: (person: Person): boolean => !person.phone && !person.first_name && !person.last_name,
  };
}

/** Why a message was never sent, in words; a reason may carry the name of a field. */
export function useCancelWords() {
  const { t } = useTranslation('campaigns');
  const nameOf = useFieldName();
  const read = (reason: string) => {
    const [word = '', field = ''] = reason.split(':', 2);
    const known = REASONS.find((candidate) => candidate === word);
    return { known, field };
  };
  return {
    say: (reason: string): string => {
      const { known, field } = read(reason);
      return known ? t(`cancel_reason.${known}`, { field: nameOf(field) }) : reason;
    },
    advise: (reason: string): string | null => {
      const { known } = read(reason);
      return known ? t(`cancel_advice.${known}`) : null;
    },
  };
}

const REASONS = [
  'opted_out',
  'no_address',
  'no_consent',
  'not_on_whatsapp',
  'missing_variable',
  'stopped',
  'window_closed',
  'contact_deleted',
  'answered_by_phone',
  'another_app_answers',
] as const;
