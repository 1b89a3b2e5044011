import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { tellReason } from '@/lib/useReason';
import { ApiError } from './errors';

/** A function that says an error in the reader's language; the API's own English words where no text is kept. */
export function useErrorText(): (error: unknown) => string {
  // Only what is there before the first render: signing in waits for no texts of other pages.
  const { t, i18n } = useTranslation('errors');
  return useCallback(
    (error: unknown) =>
      error instanceof ApiError
        ? tellReason(i18n, { kind: 'refusal', code: error.code, values: error.values, text: error.message })
        : t('unexpected'),
    [t, i18n],
  );
}
