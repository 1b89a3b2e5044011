import { id, ifValid, searchParams } from '@/lib/search-params';

/** The category that a new campaign begins with. */
export const newCampaignSearch = searchParams({ from: ifValid(id) });
