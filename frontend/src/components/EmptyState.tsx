import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What stands where a list has nothing: why it is empty and what to do next. */
export function EmptyState(props: { icon: Icon; title: string; text?: string; action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
        <props.icon size={28} stroke={1.6} />
      </ThemeIcon>
      <Title order={2} size="h4">
        {props.title}
      </Title>
      {props.text && (
        <Text c="dimmed" maw={440}>
          {props.text}
        </Text>
      )}
      {props.action}
    </Stack>
  );
}
