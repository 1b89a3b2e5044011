import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function at every render, doing what the newest one does: rows that did not change are not drawn again. */
export function useStable<Arguments extends unknown[]>(
  act: (...args: Arguments) => void,
): (...args: Arguments) => void {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  return useCallback((...args: Arguments) => newest.current(...args), []);
}
