import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Why webhooks were not heard for a while, in words; the API's code where no text is kept. */
export function useGapWords(): (reason: string) => string {
  const { t, i18n } = useTranslation('doubts');
  return useCallback(
    (reason) =>
      // The code comes from the API: that there is a text for it is asked right here.
      i18n.exists(`gap.${reason}`, { ns: 'doubts' })
        ? (t as (key: string) => string)(`gap.${reason}`)
        : reason,
    [t, i18n],
  );
}
