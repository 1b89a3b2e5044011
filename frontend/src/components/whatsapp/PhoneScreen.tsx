import { Avatar, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './WhatsApp.module.css';

/** The chat of a contact's phone: who writes above, the messages below. */
export function PhoneScreen(props: { label: string; from: string; children?: ReactNode; empty?: string }) {
  return (
    <section className={classes.screen} aria-label={props.label}>
      <div className={classes.bar}>
        <Avatar size={30} radius="xl" name={props.from} color="gray" variant="white" alt="" />
        <Text size="sm" fw={600} truncate>
          {props.from}
        </Text>
      </div>
      <div className={classes.chat}>
        {props.children || <div className={classes.empty}>{props.empty}</div>}
      </div>
    </section>
  );
}
