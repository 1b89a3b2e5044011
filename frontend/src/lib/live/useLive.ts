import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type LiveState, openLiveStream } from './stream';

/** Opens the live stream for as long as the caller is on screen; tells how it is. Used once, by the shell. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => openLiveStream(client, setState), [client]);
  return state;
}
