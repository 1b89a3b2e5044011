import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CampaignPhase } from '@/components/badges';
import { useRequestedStatuses } from '@/hooks/useCampaignCommands';
import { type CampaignItem, type CampaignStatus, useCampaign } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { campaignStatsQuery, dashboardQuery, useCampaignStats } from '@/hooks/useStats';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { hasBegun, isRunning, phaseOf, readStatus } from './status';

export type Stats = Schemas['CampaignStats'];

/** The live stream says beside the numbers what the campaign is doing. */
type LiveStats = Stats & { waiting_until?: string | null };

/** A campaign as it is now: what it is, its numbers, and its status from whichever of both is newer. */
export function useLiveCampaign(id: number) {
  const client = useQueryClient();
  const campaign = useCampaign(id);
  const stats = useCampaignStats(id);
  const requested = useRequestedStatuses().get(id);
  const live: LiveStats | undefined = stats.data;
  const liveIsNewer = live !== undefined && stats.dataUpdatedAt >= campaign.dataUpdatedAt;
  const known = readStatus((liveIsNewer ? live.status : campaign.data?.status) ?? 'draft');
  const status: CampaignStatus = requested ?? known;
  const waitingUntil =
    (liveIsNewer && live.waiting_until !== undefined ? live.waiting_until : campaign.data?.waiting_until) ??
    null;
  const isBehind = liveIsNewer && campaign.data !== undefined && campaign.data.status !== live.status;
  useEffect(() => {
    if (isBehind) void client.invalidateQueries({ queryKey: keys.campaigns.detail(id) });
  }, [isBehind, id, client]);
  const movedAtMs = useMovedAt();
  const isOver = hasBegun(known) && !isRunning(known);
  useRefreshOn(isOver ? movedAtMs : undefined, keys.stats.campaign(id), 3000);
  const phase: CampaignPhase = phaseOf({ status, waiting_until: waitingUntil });
  return { campaign, stats, status, waitingUntil, phase };
}

/**
 * When any number of the installation last moved, by the live stream. That stream carries the running campaigns
 * only, but those that are over move too: a stop cancels on for a while, statuses and replies come late.
 */
export function useMovedAt(): number | undefined {
  return useQuery({ ...dashboardQuery, enabled: false }).dataUpdatedAt || undefined;
}

/** A campaign of a list with the numbers of the live stream where these are newer than the list. */
export function useLiveItem(item: CampaignItem, listedAtMs: number) {
  const requested = useRequestedStatuses().get(item.id);
  // Only listens: the stream writes the running ones.
  const stats = useQuery({ ...campaignStatsQuery(item.id), enabled: false });
  const live: LiveStats | undefined = stats.dataUpdatedAt >= listedAtMs ? stats.data : undefined;
  const status = requested ?? readStatus(live?.status ?? item.status);
  const waitingUntil = live?.waiting_until !== undefined ? live.waiting_until : item.waiting_until;
  const counts = live
    ? {
        ...live.funnel,
        failed: live.message_1.failed ?? 0,
        no_interaction: live.no_interaction_count,
      }
    : item.counts;
  return { status, waitingUntil, phase: phaseOf({ status, waiting_until: waitingUntil }), counts };
}
