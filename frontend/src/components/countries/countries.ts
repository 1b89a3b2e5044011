import type { PhoneLibrary } from './phone-library';

export interface Country {
  /** ISO code of two letters. */
  code: string;
  name: string;
  /** Calling code without `+`. */
  dial: string;
  region: Region;
}

export const REGIONS = ['west_africa', 'europe', 'elsewhere'] as const;
type Region = (typeof REGIONS)[number];

const WEST_AFRICA = new Set('BJ BF CI CV GH GM GN GW LR ML MR NE NG SL SN TG'.split(' '));
const EUROPE = new Set(
  (
    'AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ' +
    'ME MK MT NL NO PL PT RO RS SE SI SJ SK SM UA VA XK'
  ).split(' '),
);

/** All countries by name in the reader's language, those that most contacts are from first. */
export function listCountries(library: PhoneLibrary, language: string): Country[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const order = new Intl.Collator(language);
  return library
    .getCountries()
    .map((code) => ({
      code,
      name: names.of(code) ?? code,
      dial: library.getCountryCallingCode(code),
      region: findRegion(code),
    }))
    .sort((a, b) => order.compare(a.name, b.name));
}

function findRegion(code: string): Region {
  if (WEST_AFRICA.has(code)) return 'west_africa';
  return EUROPE.has(code) ? 'europe' : 'elsewhere';
}

const STORED = 'relance.country';

/** The country used here last. The browser's language says nothing of whom somebody writes to. */
export const findLastCountry = (): string | null => localStorage.getItem(STORED);

/** The next new contact is likely of the same country. */
export function rememberCountry(code: string): void {
  localStorage.setItem(STORED, code);
}

const REGIONAL_A = 0x1f1e6;
const LETTER_A = 65;

/** The flag as an emoji. */
export function writeFlag(code: string): string {
  return [...code].map((c) => String.fromCodePoint(REGIONAL_A + c.charCodeAt(0) - LETTER_A)).join('');
}

let canShow: boolean | undefined;

/** Whether this system draws flags: Windows, and systems without an emoji font, draw two letters or boxes. */
export function canShowFlags(): boolean {
  canShow ??= measureFlags();
  return canShow;
}

function measureFlags(): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return false;
  context.font = '32px system-ui, sans-serif';
  const width = (text: string) => context.measureText(text).width;
  // Drawn as one glyph, the pair is hardly wider than one of its letters alone.
  return width(writeFlag('FR')) < 1.5 * width(writeFlag('FR').slice(0, 2));
}
