import { useDocumentTitle } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

/** What stands on the browser's tab: which settings. */
export function useSettingsTitle(tab: 'account' | 'senders' | 'templates' | 'users' | 'api_keys'): void {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  useDocumentTitle(`${t(`tabs.${tab}`)} · ${common('app')}`);
}
