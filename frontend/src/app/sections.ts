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

interface Section {
  to: '/' | '/contacts' | '/categories' | '/campaigns' | '/messages' | '/monitoring' | '/settings';
  name: 'dashboard' | 'contacts' | 'categories' | 'campaigns' | 'messages' | 'monitoring' | 'settings';
  icon: IconType;
}

interface SectionGroup {
  name: 'people' | 'sending' | 'system' | null;
  sections: readonly Section[];
}

/** The sections of the app, in the order of the navigation. */
export const SECTIONS: readonly SectionGroup[] = [
  { name: null, sections: [{ to: '/', name: 'dashboard', icon: IconLayoutDashboard }] },
  {
    name: 'people',
    sections: [
      { to: '/contacts', name: 'contacts', icon: IconAddressBook },
      { to: '/categories', name: 'categories', icon: IconCategory },
    ],
  },
  {
    name: 'sending',
    sections: [
      { to: '/campaigns', name: 'campaigns', icon: IconSpeakerphone },
      { to: '/messages', name: 'messages', icon: IconMessages },
    ],
  },
  {
    name: 'system',
    sections: [
      { to: '/monitoring', name: 'monitoring', icon: IconActivityHeartbeat },
      { to: '/settings', name: 'settings', icon: IconSettings },
    ],
  },
];
