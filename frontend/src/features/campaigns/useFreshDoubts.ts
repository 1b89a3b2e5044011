import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CampaignDoubts } from '@/hooks/useDoubts';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { keys } from '@/lib/query-keys';
import { refreshAfterMs } from './doubts';
import { readCount } from './people';
import type { Stats } from './useLiveCampaign';

/** Reads the doubts again when their number moves, which the stream tells, and when a grace ends, which nobody tells. */
export function useFreshDoubts(stats: Stats, doubts: CampaignDoubts | undefined): void {
  const client = useQueryClient();
  const id = stats.campaign_id;
  const counts = [stats.message_1, stats.message_2].map((states) => readCount(states, 'unknown'));
  useRefreshOn(`${counts.join(' ')} ${stats.status}`, keys.campaigns.doubts(id), 3000);
  useEffect(() => {
    const afterMs = doubts ? refreshAfterMs(doubts) : null;
    if (afterMs === null) return;
    const timer = setTimeout(
      () => void client.invalidateQueries({ queryKey: keys.campaigns.doubts(id) }),
      afterMs,
    );
    return () => clearTimeout(timer);
  }, [doubts, id, client]);
}
