import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useReason } from '@/lib/useReason';
import { ApiError } from './errors';

/** A function that says an error in the reader's language; the API's own English words where no text is kept. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('errors');
  const tell = useReason();
  return useCallback(
    (error: unknown) =>
      error instanceof ApiError
        ? tell({ kind: 'refusal', code: error.code, values: error.values, text: error.message })
        : t('unexpected'),
    [t, tell],
  );
}
