import type { QueryClient } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { writeServerData } from '@/lib/server-data';

/**
 * `on`: events arrive. `partly`: some of the numbers cannot be read at present, all others move. `silent`: nothing has
 * come for so long that the server stands still, or is away. `offline`: the browser has no network.
 */
export type LiveState = 'connecting' | 'on' | 'partly' | 'silent' | 'offline';

/** Told at each change of the state. `heardAt`: when the last event came, in milliseconds; null before the first. */
export type OnLive = (state: LiveState, heardAt: number | null) => void;

/** A stream that is kept open until `close`; `again` does not wait for the next try. */
export interface LiveStream {
  close: () => void;
  again: () => void;
}

interface CampaignsEvent {
  items: Schemas['CampaignStats'][];
}

interface UnavailableEvent {
  parts: string[];
  campaign_ids: number[];
}

const BACK_AFTER_MS = 3000;

/** The server sends an event `beat` every 5 s, whatever else it does. */
const SILENT_AFTER_MS = 12_000;

/**
 * Keeps the one stream of everything live open while the tab is visible, and writes what it brings into the
 * query cache. The server ends each stream after 25 s; the browser comes back by itself with Last-Event-ID.
 * After a refusal (the server restarts, the session ended) it would not: then we ask who we are and try again.
 * A connection over which nothing comes is given up for a new one: nobody tells us when the other end is gone.
 */
export function openLiveStream(client: QueryClient, onLive: OnLive): LiveStream {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heardAt: number | null = null;
  const missing = new Missing();
  const tell = (state: LiveState) => onLive(state, heardAt);

  const wait = (ms: number, next: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(next, ms);
  };
  const fallSilent = () => {
    again();
    tell('silent');
  };
  const heard = () => {
    heardAt = Date.now();
    wait(SILENT_AFTER_MS, fallSilent);
    tell(missing.isEmpty() ? 'on' : 'partly');
  };
  const open = () => {
    if (source || document.visibilityState === 'hidden') return;
    tell(navigator.onLine ? 'connecting' : 'offline');
    source = new EventSource('/api/events');
    wait(SILENT_AFTER_MS, fallSilent);
    source.onerror = () => {
      const state = navigator.onLine ? 'connecting' : 'offline';
      if (source?.readyState !== EventSource.CLOSED) return tell(state);
      close();
      tell(state);
      void client.invalidateQueries({ queryKey: keys.me });
      wait(BACK_AFTER_MS, open);
    };
    const listen = (name: string, take: (data: unknown) => void) =>
      source?.addEventListener(name, (event) => {
        // An event that cannot be used costs its own part, until one comes that can be.
        missing.note(name, !succeeds(() => take(JSON.parse((event as MessageEvent<string>).data))));
        heard();
      });
    for (const [name, write] of Object.entries(WRITERS)) listen(name, (data) => write(client, data, missing));
    listen('unavailable', (data) => missing.told(data as UnavailableEvent));
    listen('beat', () => {});
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const again = () => {
    close();
    open();
  };
  const follow = () => (document.visibilityState === 'hidden' ? close() : open());
  const lost = () => tell('offline');

  document.addEventListener('visibilitychange', follow);
  window.addEventListener('online', again);
  window.addEventListener('offline', lost);
  open();
  return {
    again,
    close: () => {
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('online', again);
      window.removeEventListener('offline', lost);
      close();
    },
  };
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** What the stream does not bring at present: by the server's word, or because we could not use it. */
class Missing {
  private parts: string[] = [];
  private campaigns: ReadonlySet<number> = new Set();
  private readonly unusable = new Set<string>();

  told({ parts, campaign_ids }: UnavailableEvent): void {
    this.campaigns = new Set(campaign_ids);
    this.parts = [...parts];
  }

  note(name: string, unusable: boolean): void {
    if (unusable) this.unusable.add(name);
    else this.unusable.delete(name);
  }

  hasCampaign(id: number): boolean {
    return this.campaigns.has(id);
  }

  isEmpty(): boolean {
    return this.parts.length + this.campaigns.size + this.unusable.size === 0;
  }
}

const WRITERS: Record<string, (client: QueryClient, data: unknown, missing: Missing) => void> = {
  dashboard: (client, data) => writeServerData(client, keys.stats.dashboard, data),
  monitoring: (client, data) => writeServerData(client, keys.monitoring.stats, data),
  alerts: (client, data) => writeServerData(client, keys.monitoring.alerts, data),
  system: (client, data) => writeServerData(client, keys.monitoring.system, data),
  campaigns: (client, data, missing) => {
    const { items } = data as CampaignsEvent;
    for (const stats of items) writeServerData(client, keys.stats.campaign(stats.campaign_id), stats);
    endCampaignsThatLeft(client, new Set(items.map((stats) => stats.campaign_id)), missing);
  },
};

/** A running campaign that is no longer in the stream has ended: its last numbers and its state are read again. */
function endCampaignsThatLeft(client: QueryClient, running: ReadonlySet<number>, missing: Missing): void {
  for (const [key, stats] of client.getQueriesData<Schemas['CampaignStats']>({
    queryKey: keys.stats.campaigns,
  })) {
    if (!stats || !RUNNING.has(stats.status) || running.has(stats.campaign_id)) continue;
    if (missing.hasCampaign(stats.campaign_id)) continue;
    void client.invalidateQueries({ queryKey: key });
    void client.invalidateQueries({ queryKey: keys.campaigns.detail(stats.campaign_id) });
    void client.invalidateQueries({ queryKey: keys.campaigns.lists });
  }
}

const RUNNING: ReadonlySet<string> = new Set(['preparing', 'sending', 'paused']);
