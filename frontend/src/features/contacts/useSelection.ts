import { useRef, useState } from 'react';
import type { Contact } from '@/hooks/useContacts';
import { NOTHING, type Selection, stretch, summarize, toggle } from './selection';

/** The ticked contacts of a list. Another filter begins anew: nobody acts on people out of sight. */
export function useSelection(contacts: readonly Contact[], filter: string) {
  const [state, setState] = useState({ filter, selection: NOTHING });
  const last = useRef(0);
  const selection = state.filter === filter ? state.selection : NOTHING;
  const write = (next: Selection) => setState({ filter, selection: next });
  const shown = contacts.filter(({ id }) => id > 0).map(({ id }) => id);
  return {
    selection,
    summary: summarize(selection, shown),
    clear: () => write(NOTHING),
    selectAll: () => write({ kind: 'all' }),
    selectShown: (on: boolean) => write(on ? toggle(selection, shown, true, shown) : NOTHING),
    select: (index: number, on: boolean, withShift: boolean) => {
      const ids = contacts.map(({ id }) => id);
      const [from, to] = withShift ? [last.current, index] : [index, index];
      const concerned = stretch(ids, from, to).filter((id) => id > 0);
      last.current = index;
      write(toggle(selection, concerned, on, shown));
    },
  };
}
