import type { Schemas } from '@/lib/api/client';

type Point = Schemas['TimelinePoint'];

const STEP_MS = { minute: 60_000, hour: 3_600_000 } as const;

const nothingAt = (atMs: number): Point => ({
  at: new Date(atMs).toISOString(),
  sent: 0,
  delivered: 0,
  read: 0,
  interacted: 0,
  message_2_sent: 0,
});

/**
 * The course with the steps in which nothing happened, which the API leaves out, and one such at either end,
 * so that a line begins and ends on the ground; while it runs (`isOpen`) it does not end. Stretches without anything longer than `longest` steps are
 * drawn by their two ends.
 */
export function fillSteps(
  items: readonly Point[],
  step: keyof typeof STEP_MS,
  { isOpen = false, longest = 1500 } = {},
): Point[] {
  const first = items[0];
  if (!first) return [];
  const width = STEP_MS[step];
  const filled: Point[] = [nothingAt(Date.parse(first.at) - width)];
  let atMs = Date.parse(first.at);
  for (const item of items) {
    const itemMs = Date.parse(item.at);
    const missing = Math.round((itemMs - atMs) / width);
    if (missing > longest) filled.push(nothingAt(atMs), nothingAt(itemMs - width));
    else for (let n = 0; n < missing; n += 1) filled.push(nothingAt(atMs + n * width));
    filled.push(item);
    atMs = itemMs + width;
  }
  if (!isOpen) filled.push(nothingAt(atMs));
  return filled;
}

/** The step in which most were sent. */
export function findPeak(items: readonly Point[]): Point | undefined {
  return items.reduce<Point | undefined>(
    (peak, item) => (peak && peak.sent >= item.sent ? peak : item),
    undefined,
  );
}
