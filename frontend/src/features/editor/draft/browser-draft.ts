import type { Draft } from '@/components/whatsapp/draft-shape';
import { emptyDraft } from './draft';

/** A draft that the server cannot keep yet, because something it needs is missing: kept in this browser. */
export interface BrowserDraft {
  draft: Draft;
  at: string;
}

const keyOf = (userId: number) => `relance.editor.${userId}`;

export function keepInBrowser(userId: number, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify({ draft, at: new Date().toISOString() }));
  } catch {
    // A full or forbidden store: what is on screen is still there.
  }
}

export function forgetInBrowser(userId: number): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {}
}

/** What was kept, null when there is nothing, or nothing that this version understands. */
export function readFromBrowser(userId: number): BrowserDraft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? 'null');
    return isBrowserDraft(kept) ? { ...kept, draft: { ...emptyDraft(), ...kept.draft } } : null;
  } catch {
    return null;
  }
}

/** Whether it has the parts of a draft; an older version of the app may have written others. */
function isBrowserDraft(kept: unknown): kept is BrowserDraft {
  if (typeof kept !== 'object' || kept === null || !('draft' in kept) || !('at' in kept)) return false;
  const draft = kept.draft;
  if (typeof kept.at !== 'string' || typeof draft !== 'object' || draft === null) return false;
  const model = emptyDraft();
  const sameKind = (name: keyof Draft) =>
    model[name] === null || typeof (draft as Partial<Draft>)[name] === typeof model[name]; // seen to be an object
  return (Object.keys(model) as (keyof Draft)[]).every(sameKind); // the keys of a Draft
}
