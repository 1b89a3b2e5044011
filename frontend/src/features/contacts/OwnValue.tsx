import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';

/** What stands in an own field, as people write it. */
export function OwnValue({ value }: { value: unknown }) {
  const text = useOwnText()(value);
  return <span title={text}>{text}</span>;
}

export function useOwnText(): (value: unknown) => string {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  return (value) => {
    if (typeof value === 'boolean') return value ? t('detail.yes') : t('detail.no');
    return typeof value === 'number' ? format.count(value) : String(value ?? '');
  };
}
