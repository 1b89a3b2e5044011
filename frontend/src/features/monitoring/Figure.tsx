import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A number with its name, inside a definition list. */
export function Figure(props: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div title={props.hint}>
      <Text component="dt" size="xs" c="dimmed">
        {props.name}
      </Text>
      <Text component="dd" m={0} fw={650} size="lg">
        {props.children}
      </Text>
    </div>
  );
}
