import { describe, expect, test } from 'vitest';
import en from './en';
import first from './en/first';
import fr from './fr';
import { FIRST } from './index';
import settingsWords from './settings-words.json';

type Tree = { [key: string]: string | Tree };

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text by its path, such as `common.actions.save`. */
function listTexts(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(here, value);
    else for (const [below, text] of listTexts(value, here)) found.set(below, text);
  }
  return found;
}

const places = (text: string) =>
  // What only the API's English needs is told by it alone.
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)(?![\w.]|, api)[^}]*\}\}/g)].map(([, name]) => name))].sort();

/** Those of settings stand side by side in one file. */
const wordsIn = (language: 'en' | 'fr') =>
  Object.fromEntries(Object.entries(settingsWords).map(([name, words]) => [name, words[language]]));

const english = listTexts({ ...en, settings_words: wordsIn('en') } as Tree);
const french = listTexts({ ...fr, settings_words: wordsIn('fr') } as Tree);
const withoutPlural = (texts: Map<string, string>) =>
  [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')))].sort();

describe('texts', () => {
  test('every text is there in both languages', () => {
    expect(withoutPlural(french)).toEqual(withoutPlural(english));
  });

  test('no text is empty', () => {
    for (const [key, text] of [...english, ...french]) expect(text.trim(), key).not.toBe('');
  });

  test('both languages fill the same places', () => {
    for (const [key, text] of french) {
      // What only one language has a form for is like its `_other`.
      const counterpart = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      // The form of one may say "a contact" instead of "1 contact".
      const optional = /_(one|zero)$/.test(key) ? ['count', 'n'] : [];
      const need = (found: string) => places(found).filter((name) => !optional.includes(name ?? ''));
      expect(need(text), key).toEqual(need(counterpart));
    }
  });

  test.each([
    ['en', english],
    ['fr', french],
  ] as const)('a plural in %s has a form for every number', (language, texts) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = new Set([...texts.keys()].filter((key) => /_(one|other)$/.test(key)));
    for (const key of plurals) {
      const base = key.replace(PLURAL, '');
      // A word that happens to end so, such as a code of Meta, has no second form in any language.
      if (!texts.has(`${base}_one`) || !texts.has(`${base}_other`)) continue;
      // The form of millions is needed where a count may reach them.
      for (const form of forms.filter((form) => form !== 'many')) {
        expect(texts.has(`${base}_${form}`), `${base}_${form}`).toBe(true);
      }
    }
  });

  test('no line of French begins with a sign that belongs to the word before it, or ends with an opening quote', () => {
    for (const [key, text] of french) {
      // An ordinary space there may become the end of a line; in code nothing of it stands.
      expect(text, key).not.toMatch(/[ \t][:;!?%»]|«[ \t]/);
      expect(text, key).not.toMatch(/«[^\u00a0\u202f]|[^\u00a0\u202f]»/);
      expect(text.replace(/«[^»]+»|https?:\/\/\S*/g, ''), key).not.toMatch(
        /[\p{L}\p{N})}][;!?%]|[\p{L})}]:/u,
      );
    }
  });

  test('every file of texts is loaded by the app', () => {
    const files = Object.keys(import.meta.glob('./en/*.json')).map((path) =>
      path.replace(/^.*\/|\.json$/g, ''),
    );
    expect([...FIRST].sort()).toEqual(Object.keys(first).sort());
    expect(Object.keys(en).sort()).toEqual(files.sort());
    expect(Object.keys(fr).sort()).toEqual(files.sort());
  });
});
