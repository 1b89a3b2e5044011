import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from './errors';

/**
 * A function that says an error in the reader's language; the API's own English words where no text is kept.
 * A text may name the error's details, and `message` for those English words.
 */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('errors');
  return useCallback(
    (error: unknown) => {
      if (error instanceof ApiError) {
        const translate = t as (key: string, values: Record<string, unknown>) => string;
        return i18n.exists(error.code, { ns: 'errors' })
          ? translate(error.code, { message: error.message, ...error.details })
          : error.message;
      }
      return t('unexpected');
    },
    [t, i18n],
  );
}
