import type { Schemas } from '@/lib/api/client';

/** One day of all numbers together. */
export interface DayOfAll {
  date: string;
  sent: number;
  delivered: number;
  interacted: number;
  failed: number;
}

/** The days of single numbers added up by date, in their order. */
export function addUpDays(items: readonly Schemas['HistoryItem'][]): DayOfAll[] {
  const days = new Map<string, DayOfAll>();
  for (const item of items) {
    const day = days.get(item.date) ?? { date: item.date, sent: 0, delivered: 0, interacted: 0, failed: 0 };
    day.sent += item.sent.total;
    day.delivered += item.delivered;
    day.interacted += item.interacted;
    day.failed += item.failed;
    days.set(item.date, day);
  }
  return [...days.values()];
}
