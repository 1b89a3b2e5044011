import { useDocumentTitle } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { listTabs } from './tabs';

/** What stands on the browser's tab: which settings. */
export function useSettingsTitle(tab: ReturnType<typeof listTabs>[number]['name']): void {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  useDocumentTitle(`${t(`tabs.${tab}`)} · ${common('app')}`);
}
