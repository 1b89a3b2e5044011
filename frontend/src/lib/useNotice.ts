import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';

/** Long enough to be read by somebody who was doing something else. */
const SHOWN_MS = 12_000;

/** Says in a corner of the screen what became of something, wherever the person has gone meanwhile. */
export function useNotice() {
  const { t } = useTranslation();
  return (notice: { color: 'red' | 'forest'; title: string; message: string }) =>
    notifications.show({
      ...notice,
      autoClose: SHOWN_MS,
      closeButtonProps: { 'aria-label': t('actions.close') },
      styles: { description: { color: 'var(--mantine-color-text)' } },
    });
}
