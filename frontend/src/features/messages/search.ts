import * as v from 'valibot';
import { MILESTONES, STATES, TYPES } from '@/lib/message-words';
import { day, id, ifValid, searchParams, text } from '@/lib/search-params';

/** What of the messages page stands in its address. Both days are included. */
export const messagesSearch = searchParams({
  q: ifValid(text),
  campaign: ifValid(id),
  contact: ifValid(id),
  type: ifValid(v.picklist(TYPES)),
  state: ifValid(v.picklist(STATES)),
  reached: ifValid(v.picklist(MILESTONES)),
  /** A code of Meta, or one of our own below zero. */
  error: ifValid(v.pipe(v.number(), v.integer(), v.minValue(-1000), v.maxValue(2 ** 31 - 1))),
  from: ifValid(day),
  until: ifValid(day),
});
export type MessagesSearch = v.InferOutput<typeof messagesSearch>;

/** What part of the address changes; undefined takes it out. */
export type SearchChange = v.InferInput<typeof messagesSearch>;

/** The question for the API. Days are the reader's own: from midnight to midnight where they are. */
export function filtersOfSearch(search: MessagesSearch) {
  return {
    ...(search.q?.trim() && { q: search.q.trim() }),
    ...(search.campaign && { campaign_id: search.campaign }),
    ...(search.contact && { contact_id: search.contact }),
    ...(search.type && { type: search.type }),
    ...(search.state && { state: search.state }),
    ...(search.reached && { reached: search.reached }),
    ...(search.error !== undefined && { error_code: search.error }),
    ...(search.from && { sent_from: startOfDay(search.from, 0) }),
    ...(search.until && { sent_until: startOfDay(search.until, 1) }),
  };
}

/** Where the messages of a filter are downloaded. */
export function exportAddress(filters: ReturnType<typeof filtersOfSearch>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) query.set(name, String(value));
  const text = query.toString();
  return `/api/messages/export${text && `?${text}`}`;
}

/** The first moment of a day, or of the one `later` days after it, in the reader's time zone. */
export function startOfDay(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
