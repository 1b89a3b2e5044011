import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type LiveState, type LiveStream, openLiveStream } from './stream';

/** The server ends each stream every 25 s and the browser is back a second later: that is no news. */
const PATIENCE_MS = 4000;

/** How the page hangs together with the server: what the badge and the banner say, and nobody else works out. */
export interface Live {
  state: 'connecting' | 'on' | 'partly' | 'off' | 'offline';
  /** When the last event came, in milliseconds; null before the first. */
  heardAt: number | null;
  /** Ask for everything on screen once more, over new connections. */
  again: () => void;
}

/** Opens the live stream for as long as the caller is on screen. Used once, by the shell. */
export function useLive(): Live {
  const client = useQueryClient();
  const stream = useRef<LiveStream>(undefined);
  const [{ state, heardAt }, setLive] = useState<{ state: LiveState; heardAt: number | null }>({
    state: 'connecting',
    heardAt: null,
  });
  useEffect(() => {
    stream.current = openLiveStream(client, (state, heardAt) =>
      // Events come every second: only what changes the screen is drawn.
      setLive((before) => (before.state === state && isOn(state) ? before : { state, heardAt })),
    );
    return stream.current.close;
  }, [client]);
  const shown = useCalm(state);
  const again = async () => {
    stream.current?.again();
    // What hangs holds one of the few connections of a browser.
    await client.cancelQueries();
    await client.refetchQueries({ type: 'active' });
  };
  return { state: shown, heardAt, again: () => void again() };
}

const isOn = (state: LiveState) => state === 'on' || state === 'partly';

function useCalm(state: LiveState): Live['state'] {
  const [shown, setShown] = useState<Live['state']>('connecting');
  if (state !== 'connecting') {
    const now = state === 'silent' ? 'off' : state;
    if (now !== shown) setShown(now);
  }
  const waits = state === 'connecting' && shown !== 'off' && shown !== 'offline';
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setShown('off'), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waits]);
  return shown;
}
