import { useEffect, useState } from 'react';
import type { Campaign } from '@/hooks/useCampaigns';
import { useNow } from '@/hooks/useNow';
import { useSenders } from '@/hooks/useSenders';
import {
  addSample,
  countDone,
  countLeft,
  estimateSecondsLeft,
  knownRate,
  measureRate,
  type PaceSample,
} from './pace';
import type { Stats } from './useLiveCampaign';

/** The rate now and the time left, from how the live counts moved in the last seconds. */
export function usePace(campaign: Campaign, stats: Stats, updatedAtMs: number, isSending: boolean) {
  const [samples, setSamples] = useState<readonly PaceSample[]>([]);
  const done = countDone(stats);
  useEffect(() => {
    if (isSending) setSamples((before) => addSample(before, { atMs: updatedAtMs, done }));
    else setSamples([]);
  }, [isSending, updatedAtMs, done]);
  const nowMs = useNow(1000, isSending);
  const senders = useSenders();
  const sender = senders.data?.items.find(({ id }) => id === campaign.sender_id);
  const left = countLeft(stats);
  const measured = measureRate(samples, Math.max(nowMs, updatedAtMs));
  const known = knownRate(campaign.rate_per_s, sender?.rate_per_s, sender?.throttled_rate_per_s);
  return { left, ratePerS: measured, secondsLeft: estimateSecondsLeft(left, measured, known) };
}
