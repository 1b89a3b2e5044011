import { renderHook } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import en from '@/i18n/en';
import fr from '@/i18n/fr';
import { useCancelWords } from './useNames';

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'fr',
    resources: { en, fr },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
});

describe('why a message was never sent', () => {
  test('a field that everybody has is named in words, one of their own by its name', () => {
    const { say } = renderHook(() => useCancelWords()).result.current;
    expect(say('missing_variable:first_name')).toBe('Valeur manquante\u00a0: Prénom');
    expect(say('missing_variable:order_id')).toBe('Valeur manquante\u00a0: order_id');
    expect(say('a_later_reason')).toBe('a_later_reason');
  });
});
