/** Which contacts are ticked: some by id, or all that match the filter of the page. */
export type Selection = { kind: 'ids'; ids: ReadonlySet<number> } | { kind: 'all' };

export const NOTHING: Selection = { kind: 'ids', ids: new Set() };

export const isNothing = (selection: Selection): boolean =>
  selection.kind === 'ids' && selection.ids.size === 0;

export const isSelected = (selection: Selection, id: number): boolean =>
  selection.kind === 'all' || selection.ids.has(id);

/** Tick or untick. Unticking one of "all" leaves those on screen: the API knows no "all but this one". */
export function toggle(
  selection: Selection,
  ids: readonly number[],
  on: boolean,
  shown: readonly number[],
): Selection {
  const next = new Set(selection.kind === 'all' ? shown : selection.ids);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return { kind: 'ids', ids: next };
}

/** The ids between two places of the list, both included; for ticking a stretch with Shift. */
export function stretch(shown: readonly number[], from: number, to: number): number[] {
  return shown.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** The state of the box above all: every contact shown is ticked, some are, or none. */
export function summarize(selection: Selection, shown: readonly number[]): 'all' | 'some' | 'none' {
  if (isNothing(selection)) return 'none';
  return shown.length > 0 && shown.every((id) => isSelected(selection, id)) ? 'all' : 'some';
}

/** Without those that are gone, such as after a deletion. */
export function without(selection: Selection, gone: readonly number[]): Selection {
  if (selection.kind === 'all') return NOTHING;
  const ids = new Set(selection.ids);
  for (const id of gone) ids.delete(id);
  return { kind: 'ids', ids };
}
