import {
  IconActivityHeartbeat,
  IconAddressBook,
  IconCategory,
  IconLayoutDashboard,
  IconMessages,
  IconSettings,
  IconSpeakerphone,
  type Icon as IconType,
} from '@tabler/icons-react';

interface Place {
  to: '/' | '/contacts' | '/categories' | '/campaigns' | '/messages' | '/monitoring' | '/settings';
  name: 'dashboard' | 'contacts' | 'categories' | 'campaigns' | 'messages' | 'monitoring' | 'settings';
  icon: IconType;
}

interface PlaceGroup {
  name: 'people' | 'sending' | 'system' | null;
  places: readonly Place[];
}

/** The places of the app, in the order of the navigation. */
export const PLACES: readonly PlaceGroup[] = [
  { name: null, places: [{ to: '/', name: 'dashboard', icon: IconLayoutDashboard }] },
  {
    name: 'people',
    places: [
      { to: '/contacts', name: 'contacts', icon: IconAddressBook },
      { to: '/categories', name: 'categories', icon: IconCategory },
    ],
  },
  {
    name: 'sending',
    places: [
      { to: '/campaigns', name: 'campaigns', icon: IconSpeakerphone },
      { to: '/messages', name: 'messages', icon: IconMessages },
    ],
  },
  {
    name: 'system',
    places: [
      { to: '/monitoring', name: 'monitoring', icon: IconActivityHeartbeat },
      { to: '/settings', name: 'settings', icon: IconSettings },
    ],
  },
];
