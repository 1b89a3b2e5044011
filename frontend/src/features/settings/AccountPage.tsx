import { Stack } from '@mantine/core';
import { LooksSection } from './LooksSection';
import { PasswordSection } from './PasswordSection';
import { SessionsSection } from './SessionsSection';
import { useSettingsTitle } from './useSettingsTitle';

/** What concerns only oneself: language, colours, password, and where one is signed in. */
export function AccountPage() {
  useSettingsTitle('account');
  return (
    <Stack gap="md" maw={760}>
      <LooksSection />
      <PasswordSection />
      <SessionsSection />
    </Stack>
  );
}
