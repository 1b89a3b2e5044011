import { cssColor } from './colors';
import classes from './Dashboard.module.css';

interface Part {
  key: string;
  n: number;
  color: string;
}

/** Parts of a whole as one bar. Its numbers stand beside it in words, or in `label`. */
export function SegmentBar({ parts, label }: { parts: readonly Part[]; label?: string }) {
  return (
    <div
      className={classes.bar}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {parts
        .filter((part) => part.n > 0)
        .map((part) => (
          <span key={part.key} style={{ flexGrow: part.n, flexBasis: 0, background: cssColor(part.color) }} />
        ))}
    </div>
  );
}
