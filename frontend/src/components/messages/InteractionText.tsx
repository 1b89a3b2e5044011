import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';

type Interaction = Pick<Schemas['InteractionOfMessage'], 'kind' | 'text' | 'payload'>;

const KINDS = [
  'text',
  'button',
  'button_reply',
  'list_reply',
  'form',
  'call_permission_reply',
  'interactive',
  'reaction',
  'voice',
  'audio',
  'image',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'order',
  'other',
] as const;

/** What a contact did: the words where there are any, and what kind of thing it was where that is not plain. */
export function InteractionText({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('messages');
  const kind = KINDS.find((known) => known === interaction.kind) ?? 'interactive';
  return (
    <>
      {kind !== 'text' && (
        <Text size="xs" c="dimmed" fw={600}>
          {t(`kind.${kind}`)}
        </Text>
      )}
      {interaction.text && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {interaction.text}
        </Text>
      )}
    </>
  );
}
