import { Button, Group, Stack, Text } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from './PageSkeleton';

const PATIENCE_MS = 4000;

/** What stands while the app starts; when that takes long it says so, and offers to begin again. */
export function StartSkeleton() {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useTimeout(() => setSlow(true), PATIENCE_MS, { autoInvoke: true });
  return (
    <Stack gap={0} maw={1200} mx="auto">
      <div role="status">
        {slow && (
          <Group p="md" justify="space-between">
            <Text fw={600}>{t('states.not_answering')}</Text>
            <Button variant="default" onClick={() => window.location.reload()}>
              {t('actions.retry')}
            </Button>
          </Group>
        )}
      </div>
      <PageSkeleton />
    </Stack>
  );
}
