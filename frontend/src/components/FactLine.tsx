import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FactLine.module.css';

/** What it is about, and beside it what is known, inside a `<dl>` that sets `--fact-label-width`. */
export function FactLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0} className={classes.value}>
        {children}
      </Text>
    </div>
  );
}
