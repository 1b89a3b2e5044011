import type { CampaignStatus } from '@/hooks/useCampaigns';
import { readPeople } from './people';
import { isStatus } from './status';

/** What of the campaigns page stands in its address. */
export interface CampaignsSearch {
  q?: string;
  status?: CampaignStatus;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export function validateCampaignsSearch(search: Record<string, unknown>): CampaignsSearch {
  // A name of digits alone arrives as a number.
  const q = typeof search.q === 'number' ? String(search.q) : search.q;
  return {
    ...(isText(q) && { q: q.slice(0, 100) }),
    ...(isStatus(search.status) && { status: search.status }),
  };
}

export const TABS = ['overview', 'errors', 'replies', 'settings'] as const;
export type CampaignTab = (typeof TABS)[number];

/** What of the page of one campaign stands in its address; `people` as `readPeople` reads it. */
export interface CampaignSearch {
  tab?: CampaignTab;
  people?: string;
}

export function validateCampaignSearch(search: Record<string, unknown>): CampaignSearch {
  const tab = TABS.find((known) => known === search.tab);
  return {
    ...(tab && tab !== 'overview' && { tab }),
    ...(isText(search.people) && readPeople(search.people) && { people: search.people }),
  };
}
