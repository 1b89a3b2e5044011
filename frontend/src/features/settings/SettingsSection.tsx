import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A card of the settings: what it is about, its action, its content. */
export function SettingsSection(props: {
  title: string;
  text?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Paper component="section" withBorder radius="md" p={{ base: 'md', xs: 'lg' }} aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Stack gap={2} style={{ flex: '1 1 260px' }}>
          <Title order={2} size="h4" id={id}>
            {props.title}
          </Title>
          {props.text && (
            <Text size="sm" c="dimmed">
              {props.text}
            </Text>
          )}
        </Stack>
        {props.action}
      </Group>
      {props.children}
    </Paper>
  );
}
