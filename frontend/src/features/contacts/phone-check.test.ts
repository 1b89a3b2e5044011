import * as library from 'libphonenumber-js/min';
import { describe, expect, test } from 'vitest';
import { checkPhone, formatAsTyped } from './phone-check';

const check = (text: string, country: string | null = 'BJ') => checkPhone(library, text, country);

describe('a number while it is typed', () => {
  test('is valid nationally and internationally', () => {
    expect(check('01 97 00 00 01')).toMatchObject({ state: 'valid', e164: '+2290197000001', country: 'BJ' });
    expect(check('+33 6 12 34 56 78')).toMatchObject({ state: 'valid', e164: '+33612345678', country: 'FR' });
    expect(check('0033612345678')).toMatchObject({ state: 'valid', country: 'FR' });
  });

  test("Benin's old eight digits are shown as the server will store them", () => {
    expect(check('97 00 00 01')).toMatchObject({ state: 'renumbered', e164: '+2290197000001' });
    expect(check('+22997000001', null)).toMatchObject({ state: 'renumbered', e164: '+2290197000001' });
  });

  test('is incomplete, too long, or no number at all', () => {
    expect(check('')).toEqual({ state: 'empty' });
    expect(check('01 97')).toEqual({ state: 'incomplete' });
    expect(check('+229 01 97 00 00 01 22 33')).toEqual({ state: 'too_long' });
    expect(check('awa')).toEqual({ state: 'letters' });
    expect(check('97000001', null)).toEqual({ state: 'incomplete' });
  });

  test('is formatted as it grows', () => {
    expect(formatAsTyped(library, '+33612345678', null)).toBe('+33 6 12 34 56 78');
    expect(formatAsTyped(library, '0612345678', 'FR')).toBe('06 12 34 56 78');
  });
});
