import { useEffect, useState } from 'react';
import { ApiError } from '@/lib/api/errors';

/** Seconds until a sign-in may be tried again after `too_many_logins`, counting down; 0 when it may. */
export function useWait(error: unknown): number {
  const [until, setUntil] = useState<{ error: unknown; at: number }>({ error: null, at: 0 });
  const [now, setNow] = useState(() => Date.now());
  if (error !== until.error) {
    const started = Date.now();
    setUntil({ error, at: started + 1000 * secondsOf(error) });
    setNow(started);
  }
  const left = Math.max(0, Math.ceil((until.at - now) / 1000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [left]);
  return left;
}

function secondsOf(error: unknown): number {
  if (!(error instanceof ApiError) || error.code !== 'too_many_logins') return 0;
  const seconds = error.details.retry_after_s;
  return typeof seconds === 'number' ? seconds : 60;
}
