import { expect, test } from 'vitest';
import { nameLimit } from './meta-words';

test.each([
  ['TIER_50', 50],
  ['TIER_250', 250],
  ['TIER_10K', 10_000],
  ['TIER_UNLIMITED', 'unlimited'],
  ['TIER_NOT_SET', null],
  [null, null],
])('%s is %s contacts a day', (tier, limit) => {
  expect(nameLimit(tier)).toBe(limit);
});
