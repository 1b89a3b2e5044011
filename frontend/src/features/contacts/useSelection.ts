import { useRef, useState } from 'react';
import type { Contact } from '@/hooks/useContacts';
import { NOTHING, type Selection, stretch, summarize, toggle } from './selection';

/** The ticked contacts of a list. Another filter begins again: nobody acts on people out of sight. */
export function useSelection(contacts: readonly Contact[], filter: string) {
  const [state, setState] = useState({ filter, selection: NOTHING });
  const last = useRef<number | null>(null);
  const selection = state.filter === filter ? state.selection : NOTHING;
  const write = (next: Selection) => setState({ filter, selection: next });
  const shown = contacts.filter(({ id }) => id > 0).map(({ id }) => id);
  return {
    selection,
    summary: summarize(selection, shown),
    clear: () => write(NOTHING),
    selectAll: () => write({ kind: 'all' }),
    selectShown: (on: boolean) => write(on ? toggle(selection, shown, true, shown) : NOTHING),
    select: (id: number, on: boolean, withShift: boolean) => {
      const before = withShift && last.current !== null ? shown.indexOf(last.current) : -1;
      const here = shown.indexOf(id);
      last.current = id;
      write(toggle(selection, before < 0 ? [id] : stretch(shown, before, here), on, shown));
    },
  };
}
