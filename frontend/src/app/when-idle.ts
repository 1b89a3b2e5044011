const LONGEST_MS = 3000;

/** Do something when the browser has nothing better to do, within 3 s; returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, LONGEST_MS / 2);
    return () => clearTimeout(timer);
  }
  const id = requestIdleCallback(work, { timeout: LONGEST_MS });
  return () => cancelIdleCallback(id);
}
