import type { Schemas } from '@/lib/api/client';

/**
 * A message to the contact. Its `content`: of Message 1 the values of the template's variables, of Message 2
 * `text`, or the `caption` of an image.
 */
export type SentItem = Schemas['TimelineMessage'];

/** Something the contact did. `type` is the API's word for what it was. */
export type ReceivedItem = Schemas['TimelineInteraction'];

/** What was answered to their STOP. */
export type Answer = Schemas['OptOutAnswer'];

export type TimelineItem = SentItem | ReceivedItem;

/** Items of one calendar day in the reader's time zone. */
export interface Day {
  at: string;
  items: TimelineItem[];
}

/** From the API's newest first to the days of a conversation, the oldest first. */
export function groupByDay(newestFirst: readonly TimelineItem[]): Day[] {
  const days: Day[] = [];
  for (const item of [...newestFirst].reverse()) {
    const last = days.at(-1);
    if (last && new Date(last.at).toDateString() === new Date(item.at).toDateString()) last.items.push(item);
    else days.push({ at: item.at, items: [item] });
  }
  return days;
}

/** How far WhatsApp's ticks have come: none, one, two, or two in colour. */
export function ticksOf(item: SentItem): 0 | 1 | 2 | 3 {
  if (item.read_at) return 3;
  if (item.delivered_at) return 2;
  return item.sent_at ? 1 : 0;
}
