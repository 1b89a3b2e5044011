import type { CountryCode } from 'libphonenumber-js/min';
import type { PhoneLibrary } from '@/components/countries/phone-library';

/**
 * What can be said of a number while it is typed. `unusual`: possible, but no plan hands it out today.
 * `renumbered`: written as before a reform; the server stores it as `e164`.
 */
export type PhoneCheck =
  | { state: 'empty' | 'incomplete' | 'letters' | 'too_long' }
  | { state: 'valid' | 'unusual' | 'renumbered'; e164: string; shown: string; country: CountryCode | null };

const FOREIGN_LETTERS = /\p{L}/u;

/** Judge a number; without `+` or `00` it is one of `country`. The server's word stays the last. */
export function checkPhone(library: PhoneLibrary, text: string, country: string | null): PhoneCheck {
  const typed = text.trim().replace(/^00/, '+');
  if (!typed) return { state: 'empty' };
  if (FOREIGN_LETTERS.test(typed)) return { state: 'letters' };
  const region = asCountry(library, country);
  const parsed = library.parsePhoneNumberFromString(
    typed,
    region ? { defaultCountry: region, extract: false } : { extract: false },
  );
  if (!parsed) return { state: 'incomplete' };
  const renumbered = renumber(parsed.countryCallingCode, parsed.nationalNumber);
  const phone = renumbered ? library.parsePhoneNumberFromString(renumbered) : parsed;
  if (!phone) return { state: 'incomplete' };
  if (!phone.isPossible()) {
    const length = library.validatePhoneNumberLength(phone.number);
    return { state: length === 'TOO_LONG' ? 'too_long' : 'incomplete' };
  }
  return {
    state: renumbered ? 'renumbered' : phone.isValid() ? 'valid' : 'unusual',
    e164: phone.number,
    shown: phone.formatInternational(),
    country: phone.country ?? region,
  };
}

/** The number with its blanks, as its country writes it; while only part of it is typed, that part. */
export function formatAsTyped(library: PhoneLibrary, text: string, country: string | null): string {
  const region = asCountry(library, country);
  return region ? new library.AsYouType(region).input(text) : new library.AsYouType().input(text);
}

function asCountry(library: PhoneLibrary, country: string | null): CountryCode | null {
  return country && library.isSupportedCountry(country) ? country : null;
}

// The reforms that the server knows too: Benin's ten digits of 2024, Mexico's dropped 1 before mobiles.
function renumber(code: string, national: string): string | null {
  if (code === '229' && /^(?!01|8)\d{8}$/.test(national)) return `+22901${national}`;
  if (code === '52' && /^1\d{10}$/.test(national)) return `+52${national.slice(1)}`;
  return null;
}
