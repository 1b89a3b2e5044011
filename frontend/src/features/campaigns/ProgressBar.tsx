import classes from './ProgressBar.module.css';

interface Counts {
  recipients: number;
  sent: number;
  delivered: number;
  read: number;
  interacted: number;
  failed: number;
}

const LAYERS = ['sent', 'delivered', 'read', 'interacted'] as const;

/**
 * How far the recipients got, one on the other: who read also was delivered to and sent to. What failed comes
 * from the right. The numbers stand beside it in words.
 */
export function ProgressBar({ counts }: { counts: Counts }) {
  const width = (n: number) => `${counts.recipients > 0 ? Math.min(100, (100 * n) / counts.recipients) : 0}%`;
  return (
    <div className={classes.track} aria-hidden>
      {LAYERS.map((layer) => (
        <div
          key={layer}
          className={classes.layer}
          data-layer={layer}
          style={{ width: width(counts[layer]) }}
        />
      ))}
      <div className={classes.layer} data-layer="failed" style={{ width: width(counts.failed) }} />
    </div>
  );
}
