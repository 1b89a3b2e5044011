import { useEffect, useState } from 'react';

// 80 kB of numbering plans: only who writes a number needs them.
const load = () => import('libphonenumber-js/min');

export type PhoneLibrary = Awaited<ReturnType<typeof load>>;

let library: PhoneLibrary | null = null;

/** The library of phone numbers, null until it is there. */
export function usePhoneLibrary(): PhoneLibrary | null {
  const [loaded, setLoaded] = useState(library);
  useEffect(() => {
    if (library) return;
    let wanted = true;
    void load().then((found) => {
      library = found;
      if (wanted) setLoaded(found);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return loaded;
}
