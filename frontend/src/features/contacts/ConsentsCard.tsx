import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { type Consent, useConsents } from '@/hooks/useConsents';
import type { Contact } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import { ConsentDialog } from './ConsentDialog';

/** When a contact gave and withdrew consent, how, in which words, and who wrote it down. */
export function ConsentsCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const [opened, setOpened] = useState(false);
  const { data, error, refetch } = useConsents(contact);
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-labelledby="consents">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="consents">
          {t('consents.title')}
        </Title>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => setOpened(true)}
        >
          {t('consents.add')}
        </Button>
      </Group>
      {data?.items.length === 0 && <Text c="dimmed">{t('consents.none')}</Text>}
      {data && data.items.length > 0 && (
        <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {data.items.map((consent) => (
            <Entry key={consent.id} consent={consent} />
          ))}
        </Stack>
      )}
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton h={48} />)}
      <ConsentDialog contactId={contact.id} opened={opened} onClose={() => setOpened(false)} />
    </Paper>
  );
}

function Entry({ consent }: { consent: Consent }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const Icon = consent.given ? IconCheck : IconX;
  return (
    <li>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Icon size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text fw={600}>{t(consent.given ? 'consents.given' : 'consents.withdrawn')}</Text>
          <Text size="sm" c="dimmed">
            {[format.dateTime(consent.at), t(`consents.how.${consent.how}`), consent.source]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          {consent.words && <Text size="sm">{t('consents.quoted', { words: consent.words })}</Text>}
          {consent.recorded_by && (
            <Text size="sm" c="dimmed">
              {t('consents.recorded_by', { who: consent.recorded_by })}
            </Text>
          )}
        </div>
      </Group>
    </li>
  );
}
