import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useState } from 'react';

const NotificationsBox = lazy(async () => ({
  default: (await import('@/app/NotificationsBox')).NotificationsBox,
}));

/** Where notifications appear. Its code is loaded with the first one, which waits in the store meanwhile. */
export function Toasts() {
  const { notifications } = useNotifications();
  const [needed, setNeeded] = useState(false);
  // Kept in place from then on: the last notification leaves with its animation.
  if (!needed && notifications.length > 0) setNeeded(true);
  return <Suspense>{needed && <NotificationsBox />}</Suspense>;
}
