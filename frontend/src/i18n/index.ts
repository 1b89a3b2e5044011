import i18next, { type BackendModule, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from './en';
import { addFormats } from './formats';

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
type Texts = typeof en;

const STORED = 'relance.language';

/** Namespaces that are there before the first render; the others come with the first page that uses one. */
export const FIRST = ['common', 'errors', 'auth', 'dashboard'] as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
    // A text with a name in it is always rendered by React, which escapes.
    returnNull: false;
  }
}

/** The language chosen here before, else the browser's, else English. */
function findLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  const wanted = stored ?? navigator.languages?.[0] ?? navigator.language ?? 'en';
  return wanted.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** Make i18next ready before the first render, with the texts that sign-in and dashboard need. */
export async function startI18n(language: Language = findLanguage()): Promise<void> {
  await i18next
    .use(textsByLanguage)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      // A copy: i18next adds to it what is loaded later.
      ns: [...FIRST],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    });
  addFormats(i18next);
  document.documentElement.lang = language;
}

/** The texts of the pages that were not opened yet, so that opening one need not wait for them. */
export async function loadLaterTexts(): Promise<void> {
  const texts = await filesOf(i18next.language).later();
  await i18next.loadNamespaces(Object.keys(texts));
}

/** Change the language of this browser, at once and from now on. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

// Only the language in use is ever downloaded.
const FILES: Record<Language, { first: () => Promise<Resource>; later: () => Promise<Resource> }> = {
  en: {
    first: async () => (await import('./en/first')).default,
    later: async () => (await import('./en/later')).default,
  },
  fr: {
    first: async () => (await import('./fr/first')).default,
    later: async () => (await import('./fr/later')).default,
  },
};

const filesOf = (language: string) => FILES[language === 'fr' ? 'fr' : 'en'];

const textsByLanguage: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const files = filesOf(language);
    const load = (FIRST as readonly string[]).includes(namespace) ? files.first : files.later;
    load().then(
      (texts) => done(null, texts[namespace] ?? null),
      (error: Error) => done(error, null),
    );
  },
};
