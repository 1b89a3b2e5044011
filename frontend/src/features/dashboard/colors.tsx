import classes from './Dashboard.module.css';

/** The CSS of a colour of the theme such as `teal.8`; a word of CSS stays as it is. */
export function cssColor(color: string): string {
  if (!color.includes('.')) return color;
  return `var(--mantine-color-${color.replace('.', '-')})`;
}

export function Dot({ color }: { color: string }) {
  return <span className={classes.dot} style={{ background: cssColor(color) }} aria-hidden />;
}
