import { type ReactNode, startTransition, useEffect, useState } from 'react';

/** Costly content (a chart) one frame after the rest, so that opening its page feels instant. */
export function AfterPaint({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setPainted(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return isPainted ? children : fallback;
}
