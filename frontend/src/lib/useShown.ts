import { useEffect, useState } from 'react';

/** What a dialog is about, also while it fades away: its words stay until it is gone. */
export function useShown<T>(asked: T | null): T | null {
  const [shown, setShown] = useState<T | null>(null);
  useEffect(() => {
    if (asked !== null) setShown(asked);
  }, [asked]);
  return asked ?? shown;
}
