import { Group, Text } from '@mantine/core';
import { IconBrandWhatsapp, IconCircleDashed, IconCircleOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export type VerifiedWord = 'true' | 'false' | 'unknown';

/** What the API's null, true and false are called. */
export const verifiedWord = (verified: boolean | null): VerifiedWord =>
  verified === null ? 'unknown' : verified ? 'true' : 'false';

export const VERIFIED_ICONS = {
  true: IconBrandWhatsapp,
  false: IconCircleOff,
  unknown: IconCircleDashed,
} as const;

export const VERIFIED_COLORS: Record<VerifiedWord, string> = {
  true: 'light-dark(#0b6b5c, #51b499)',
  false: 'light-dark(#c92a2a, #ff8787)',
  unknown: 'var(--mantine-color-dimmed)',
};

/** Whether a person is on WhatsApp, as an icon with its word. */
export function WhatsAppState({ verified }: { verified: boolean | null }) {
  const { t } = useTranslation('contacts');
  const word = verifiedWord(verified);
  const Icon = VERIFIED_ICONS[word];
  return (
    <Group gap={6} wrap="nowrap" c={VERIFIED_COLORS[word]}>
      <Icon size={16} aria-hidden style={{ flex: 'none' }} />
      <Text span size="sm" style={{ whiteSpace: 'nowrap' }}>
        {t(`verified.${word}`)}
      </Text>
    </Group>
  );
}
