import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import { readKind } from './interaction-kinds';

type Interaction = Pick<Schemas['InteractionOfMessage'], 'kind' | 'text' | 'payload'>;

/** What a contact did: the words where there are any, and what kind of thing it was where that is not plain. */
export function InteractionText({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('messages');
  const kind = readKind(interaction.kind);
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
