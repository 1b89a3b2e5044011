import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The title of a page (also of the browser's tab), a line below it, and the page's actions at the right. */
export function PageHeader(props: {
  title: string;
  /** What stands there instead of the title's plain text. */
  heading?: ReactNode;
  description?: ReactNode;
  badge?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  useDocumentTitle(`${props.title} · ${t('app')}`);
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="lg">
      <Stack gap={4} style={{ flex: '1 1 260px', minWidth: 0 }}>
        <Group gap="sm" wrap="wrap">
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            {props.heading ?? props.title}
          </Title>
          {props.badge}
        </Group>
        {props.description && (
          <Text c="dimmed" size="sm" component="div">
            {props.description}
          </Text>
        )}
      </Stack>
      {props.children && <Group gap="xs">{props.children}</Group>}
    </Group>
  );
}
