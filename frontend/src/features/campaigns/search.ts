import * as v from 'valibot';
import { ifValid, searchParams, text } from '@/lib/search-params';
import { readPeople } from './people';
import { STATUSES } from './status';

/** What of the campaigns page stands in its address. */
export const campaignsSearch = searchParams({ q: ifValid(text), status: ifValid(v.picklist(STATUSES)) });

export const TABS = ['overview', 'errors', 'replies', 'settings'] as const;
export type CampaignTab = (typeof TABS)[number];

/** What of the page of one campaign stands in its address: the first tab by nothing, people as `readPeople` reads it. */
export const campaignSearch = searchParams({
  tab: ifValid(
    v.pipe(
      v.picklist(TABS),
      v.transform((tab) => (tab === 'overview' ? undefined : tab)),
    ),
  ),
  people: ifValid(
    v.pipe(
      v.string(),
      v.check((word) => readPeople(word) !== null),
    ),
  ),
});
