import * as v from 'valibot';

/** How an export should look. */
const look = v.object({
  kind: v.picklist(['xlsx', 'csv', 'plain']),
  separator: v.picklist([';', ',']),
});
export type Look = v.InferOutput<typeof look>;

const STORED = 'relance.export';

/** What was chosen here last, else what suits the language. */
export function readLook(language: string): Look {
  const first: Look = { kind: 'xlsx', separator: language === 'fr' ? ';' : ',' };
  try {
    const kept = v.safeParse(look, JSON.parse(localStorage.getItem(STORED) ?? 'null'));
    return kept.success ? kept.output : first;
  } catch {
    return first;
  }
}

export function keepLook(chosen: Look): void {
  localStorage.setItem(STORED, JSON.stringify(chosen));
}

/** The address of the file that is asked for; `address` has the filter in it. */
export function fileAddress(
  address: string,
  { kind, separator }: Look,
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
