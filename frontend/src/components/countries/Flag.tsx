import { Text } from '@mantine/core';
import { canShowFlags, writeFlag } from './countries';

/** The flag of a country, or its ISO code in a frame where the system draws no flags. For the eye only. */
export function Flag({ code }: { code: string }) {
  if (canShowFlags()) {
    return (
      <Text span aria-hidden fz={18} lh={1} style={{ flex: 'none' }}>
        {writeFlag(code)}
      </Text>
    );
  }
  return (
    <Text
      span
      aria-hidden
      fz={11}
      fw={700}
      lh={1}
      px={4}
      py={3}
      style={{ flex: 'none', border: '1px solid var(--mantine-color-default-border)', borderRadius: 4 }}
    >
      {code}
    </Text>
  );
}
