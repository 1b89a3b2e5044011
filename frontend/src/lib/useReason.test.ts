import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadLaterTexts, startI18n } from '@/i18n';
import { type Reason, tellReason } from './useReason';

const reason = (kind: string, code: string, values: Reason['values'], text = 'English'): Reason => ({
  kind,
  code,
  values,
  text,
});
/** With ordinary blanks, as a person reads it. */
const tell = (told: Reason) => tellReason(i18next, told).replace(/[\u00a0\u202f]/g, ' ');

describe('a reason in French', () => {
  beforeAll(async () => {
    await startI18n('fr');
    await loadLaterTexts();
  });

  test('tells a reason inside of a reason, and a country by its name', () => {
    const short = reason('phone', 'too_short', {});
    const there = reason('phone', 'of_country', { problem: short, country: 'BJ' });
    expect(tell(reason('refusal', 'phone_refused', { why: there }))).toBe(
      'Ce numéro de téléphone n’est pas utilisable : il est trop court (numéro lu pour ce pays : Bénin).',
    );
  });

  test('writes numbers, sizes and times as French does', () => {
    expect(tell(reason('line', 'too_long', { field: 'city', most: 1000 }))).toBe(
      'city compte plus de 1 000 caractères',
    );
    expect(tell(reason('refusal', 'file_too_large', { most: 100 }))).toContain('100 Mo');
    expect(tell(reason('refusal', 'too_many_logins', { minutes: 15 }))).toContain('patientez 15 minutes');
    const many = { limit: 2, counted: 'exports', retry_after_s: 100 };
    expect(tell(reason('refusal', 'too_many_at_once', many))).toBe(
      '2 exports sont en cours, le maximum à la fois. Attendez que l’un d’eux se termine, ou réessayez dans 1 min.',
    );
  });

  test('tells what Meta means by a code, and quotes it where nobody knows the code', () => {
    expect(tell(reason('meta_words', '131026', {}, 'Not deliverable.'))).not.toBe('Not deliverable.');
    expect(tell(reason('meta', 'said', { words: 'Odd thing' }))).toBe('Meta indique « Odd thing »');
  });

  test('falls back to the English for a code that is not known here, and for what older versions wrote', () => {
    expect(tell(reason('refusal', 'of_tomorrow', { a: 1 }, 'Not today.'))).toBe('Not today.');
    expect(tell(reason('phone', 'too_short', null, 'as it was told'))).toBe('as it was told');
  });

  test('takes nothing in a value for a place or a text of its own', () => {
    const words = '{{name}} $t(common:app)';
    expect(tell(reason('meta', 'said', { words }))).toBe(`Meta indique « ${words} »`);
  });
});
