import * as v from 'valibot';

/** How an export should look. */
const wishes = v.object({
  kind: v.picklist(['xlsx', 'csv', 'plain']),
  separator: v.picklist([';', ',']),
});
export type Wishes = v.InferOutput<typeof wishes>;

const STORED = 'relance.export';

/** What was chosen here last, else what suits the language. */
export function readWishes(language: string): Wishes {
  const first: Wishes = { kind: 'xlsx', separator: language === 'fr' ? ';' : ',' };
  try {
    const kept = v.safeParse(wishes, JSON.parse(localStorage.getItem(STORED) ?? 'null'));
    return kept.success ? kept.output : first;
  } catch {
    return first;
  }
}

export function keepWishes(chosen: Wishes): void {
  localStorage.setItem(STORED, JSON.stringify(chosen));
}

/** The address of the file that is wished for; `address` has the filter in it. */
export function fileAddress(
  address: string,
  { kind, separator }: Wishes,
  { language, zone }: { language: string; zone: string },
): string {
  if (kind === 'plain') return address;
  const query = new URLSearchParams(kind === 'xlsx' ? { format: 'xlsx' } : { separator });
  query.set('language', language);
  query.set('timezone', zone);
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

/** The time zone of this browser. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
