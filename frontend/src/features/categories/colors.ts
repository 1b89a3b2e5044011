import type { Category } from '@/hooks/useCategories';

/** The colours the server chooses from, told apart easily on light and dark ground. */
export const PALETTE = [
  { name: 'blue', value: '#228be6' },
  { name: 'green', value: '#40c057' },
  { name: 'yellow', value: '#fab005' },
  { name: 'red', value: '#fa5252' },
  { name: 'violet', value: '#7950f2' },
  { name: 'cyan', value: '#15aabf' },
  { name: 'orange', value: '#fd7e14' },
  { name: 'pink', value: '#e64980' },
  { name: 'teal', value: '#12b886' },
  { name: 'indigo', value: '#4c6ef5' },
  { name: 'lime', value: '#82c91e' },
  { name: 'grape', value: '#be4bdb' },
] as const;

/** The colour that fewest categories have, the first among equals. */
export function leastUsedColor(categories: readonly Pick<Category, 'color'>[]): string {
  const uses = (value: string) => categories.filter(({ color }) => color.toLowerCase() === value).length;
  const [first, ...others] = PALETTE.map(({ value }) => ({ value, n: uses(value) }));
  let best = first ?? { value: '#228be6', n: 0 };
  for (const other of others) if (other.n < best.n) best = other;
  return best.value;
}

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);
