import type { QueryClient } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { writeServerData } from '@/lib/server-data';

export type LiveState = 'connecting' | 'on' | 'off';

interface CampaignsEvent {
  items: Schemas['CampaignStats'][];
}

const BACK_AFTER_MS = 3000;

/**
 * Keeps the one stream of everything live open while the tab is visible, and writes what it brings into the
 * query cache. The server ends each stream after 25 s; the browser comes back by itself with Last-Event-ID.
 * After a refusal (the server restarts, the session ended) it would not: then we ask who we are and try again.
 */
export function openLiveStream(client: QueryClient, onState: (state: LiveState) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    if (source || document.visibilityState === 'hidden') return;
    onState('connecting');
    source = new EventSource('/api/events');
    source.onopen = () => onState('on');
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return onState('connecting');
      close();
      onState('off');
      void client.invalidateQueries({ queryKey: keys.me });
      timer = setTimeout(open, BACK_AFTER_MS);
    };
    for (const [name, write] of Object.entries(WRITERS)) {
      source.addEventListener(name, (event) =>
        write(client, JSON.parse((event as MessageEvent<string>).data)),
      );
    }
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const follow = () => (document.visibilityState === 'hidden' ? close() : open());

  document.addEventListener('visibilitychange', follow);
  window.addEventListener('online', open);
  open();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('online', open);
    close();
  };
}

const WRITERS: Record<string, (client: QueryClient, data: unknown) => void> = {
  dashboard: (client, data) => writeServerData(client, keys.stats.dashboard, data),
  monitoring: (client, data) => writeServerData(client, keys.monitoring.stats, data),
  alerts: (client, data) => writeServerData(client, keys.monitoring.alerts, data),
  system: (client, data) => writeServerData(client, keys.monitoring.system, data),
  campaigns: (client, data) => {
    const { items } = data as CampaignsEvent;
    for (const stats of items) writeServerData(client, keys.stats.campaign(stats.campaign_id), stats);
    endCampaignsThatLeft(client, new Set(items.map((stats) => stats.campaign_id)));
  },
};

/** A running campaign that is no longer in the stream has ended: its last numbers and its state are read anew. */
function endCampaignsThatLeft(client: QueryClient, running: ReadonlySet<number>): void {
  for (const [key, stats] of client.getQueriesData<Schemas['CampaignStats']>({
    queryKey: keys.stats.campaigns,
  })) {
    if (!stats || !RUNNING.has(stats.status) || running.has(stats.campaign_id)) continue;
    void client.invalidateQueries({ queryKey: key });
    void client.invalidateQueries({ queryKey: keys.campaigns.detail(stats.campaign_id) });
    void client.invalidateQueries({ queryKey: keys.campaigns.lists });
  }
}

const RUNNING: ReadonlySet<string> = new Set(['preparing', 'sending', 'paused']);
