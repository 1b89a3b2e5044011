import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';

/** What stands in an own field, as people write it. */
export function OwnValue({ value }: { value: unknown }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  if (typeof value === 'boolean') return value ? t('detail.yes') : t('detail.no');
  const text = typeof value === 'number' ? format.count(value) : String(value ?? '');
  return <span title={text}>{text}</span>;
}
