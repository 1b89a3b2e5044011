import { describe, expect, test } from 'vitest';
import { createFormat, findDateLocale } from './useFormat';

const AT = '2026-11-29T19:26:00';
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('the region of dates', () => {
  test.each([
    [['en-GB', 'en-US', 'en'], '29 Nov 2026, 19:26'],
    [['en-US', 'en'], 'Nov 29, 2026, 7:26 PM'],
    [['en', 'en-AU'], '29 Nov 2026, 7:26 pm'],
    [['en'], '29 Nov 2026, 19:26'],
    [['fr-FR', 'fr', 'en-US', 'en'], '29 Nov 2026, 19:26'],
    [[], '29 Nov 2026, 19:26'],
  ])('a browser of %j in English', (languages, shown) => {
    expect(plain(createFormat('en', findDateLocale('en', languages)).dateTime(AT))).toBe(shown);
  });

  test('French is French in every browser', () => {
    expect(findDateLocale('fr', ['en-US'])).toBe('fr');
  });
});

test('what is past never lies in the future, whatever the clocks say', () => {
  const { ago, relative } = createFormat('en', 'en-GB');
  const now = Date.parse('2026-11-29T19:26:00Z');
  expect(relative('2026-11-29T19:26:08Z', now)).toBe('in 8 seconds');
  expect(ago('2026-11-29T19:26:08Z', now)).toBe('now');
  expect(ago('2026-11-29T19:24:00Z', now)).toBe('2 minutes ago');
});
