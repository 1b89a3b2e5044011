import { useSyncExternalStore } from 'react';
import type { Contact } from '@/hooks/useContacts';
import type { ContactValues } from './form-values';

/** What was typed for a contact, to be corrected; `contact` is the one that was edited, null for a new one. */
export interface Draft {
  contact: Contact | null;
  values: ContactValues;
  refusal: Error | null;
}

// The form closes before the server has answered, and its page may be left: a refusal waits here for the next form.
let refused: readonly Draft[] = [];
const listeners = new Set<() => void>();

function write(next: readonly Draft[]): void {
  refused = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const addRefused = (draft: Draft): void => write([...refused, draft]);
export const dropRefused = (draft: Draft): void => write(refused.filter((other) => other !== draft));

/** Whether a form is on screen that will show it. */
export const isWatched = (): boolean => listeners.size > 0;

/** The refused draft that has waited longest. */
export function useRefusedDraft(): Draft | null {
  return useSyncExternalStore(subscribe, () => refused[0] ?? null);
}
