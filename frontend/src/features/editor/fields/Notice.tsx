import { Alert, type AlertProps } from '@mantine/core';

/** An alert whose title is as dark as its text: the tinted ones are too pale on their ground. */
export function Notice(props: Omit<AlertProps, 'variant' | 'styles'>) {
  return <Alert {...props} variant="light" styles={{ title: { color: 'var(--mantine-color-text)' } }} />;
}
