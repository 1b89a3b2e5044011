import type { Me } from '@/hooks/useMe';

const TABS = [
  { name: 'account', to: '/settings/account', superAdmin: false },
  { name: 'general', to: '/settings/general', superAdmin: false },
  { name: 'senders', to: '/settings/senders', superAdmin: false },
  { name: 'templates', to: '/settings/templates', superAdmin: false },
  { name: 'users', to: '/settings/users', superAdmin: true },
  { name: 'api_keys', to: '/settings/api-keys', superAdmin: true },
  { name: 'database', to: '/settings/database', superAdmin: false },
] as const;

/** The settings that somebody may see. */
export function listTabs(me: Pick<Me, 'role'>) {
  return TABS.filter((tab) => !tab.superAdmin || me.role === 'super_admin');
}
