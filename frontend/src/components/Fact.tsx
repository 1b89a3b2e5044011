import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A word and what it is, inside a `<dl>`. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd">{children}</Text>
    </div>
  );
}
