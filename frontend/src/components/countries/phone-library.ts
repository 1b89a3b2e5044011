import { useSyncExternalStore } from 'react';

// 80 kB of numbering plans: only who writes or reads a number needs them.
const load = () => import('libphonenumber-js/min');

export type PhoneLibrary = Awaited<ReturnType<typeof load>>;

let library: PhoneLibrary | null = null;
let isLoading = false;
const listeners = new Set<() => void>();

/** The library of phone numbers, null until it is there. */
export const usePhoneLibrary = (): PhoneLibrary | null => useSyncExternalStore(subscribe, () => library);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!library && !isLoading) {
    isLoading = true;
    void load()
      .then((found) => {
        library = found;
        for (const tell of listeners) tell();
      })
      .finally(() => {
        isLoading = false;
      });
  }
  return () => listeners.delete(listener);
}
