import '@mantine/notifications/styles.css';
import { MantineThemeProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';

/** Where notifications stand; the button that closes one has a name. */
export function NotificationsBox() {
  const { t } = useTranslation();
  const closeButtonProps = { 'aria-label': t('actions.close') };
  return (
    <MantineThemeProvider theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}>
      <Notifications position="bottom-right" autoClose={6000} limit={4} />
    </MantineThemeProvider>
  );
}
