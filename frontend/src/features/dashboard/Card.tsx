import { Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Dashboard.module.css';

/** A part of the page with its heading, and what belongs at the heading's right. */
export function Card(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" withBorder radius="md" p="md" aria-labelledby={id}>
      <div className={classes.cardHead}>
        <Title order={2} size="h4" id={id}>
          {props.title}
        </Title>
        {props.aside}
      </div>
      {props.children}
    </Paper>
  );
}
