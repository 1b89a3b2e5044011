/** How Meta rates a number or a template; dark enough for white letters. */
export const QUALITY_COLORS = {
  GREEN: 'forest.8',
  YELLOW: 'orange.9',
  RED: 'red.8',
  UNKNOWN: 'gray.7',
} as const;

export type Quality = keyof typeof QUALITY_COLORS;

/** Meta's word for a quality, `UNKNOWN` for none and for one this app has no text for. */
export function nameQuality(word: string | null): Quality {
  return word === 'GREEN' || word === 'YELLOW' || word === 'RED' ? word : 'UNKNOWN';
}

/** How many people a number may write to within a day, by Meta's tier such as `TIER_10K`; null when unknown. */
export function nameLimit(tier: string | null): number | 'unlimited' | null {
  if (tier === 'TIER_UNLIMITED') return 'unlimited';
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(tier ?? '') ?? [];
  return digits ? Number(digits) * (thousands ? 1000 : 1) : null;
}
