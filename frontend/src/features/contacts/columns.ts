import { useState } from 'react';
import * as v from 'valibot';
import type { Category } from '@/hooks/useCategories';
import type { Contact } from '@/hooks/useContacts';

const STORED = 'relance.contacts.columns';
const MOST_COLUMNS = 8;
const names = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  v.transform((list) => list.slice(0, MOST_COLUMNS)),
);

/** The own fields that this browser shows as columns, and a way to choose others. */
export function useOwnColumns(): [readonly string[], (chosen: readonly string[]) => void] {
  const [chosen, setChosen] = useState(readColumns);
  const choose = (next: readonly string[]) => {
    const kept = next.slice(0, MOST_COLUMNS);
    setChosen(kept);
    try {
      localStorage.setItem(STORED, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing shows them until the page is left.
    }
  };
  return [chosen, choose];
}

/** What was chosen last; nothing where it cannot be read. */
export function readColumns(): readonly string[] {
  try {
    const kept = v.safeParse(names, JSON.parse(localStorage.getItem(STORED) ?? '[]'));
    return kept.success ? kept.output : [];
  } catch {
    return [];
  }
}

/** Own fields of the contacts that are here and those chosen before, by name. */
export function fieldsOf(contacts: readonly Contact[], chosen: readonly string[]): string[] {
  const found = new Set(chosen);
  for (const { attributes } of contacts) for (const name of Object.keys(attributes)) found.add(name);
  return [...found].sort((a, b) => a.localeCompare(b));
}

const CHARACTER_PX = 7.5;
const CHIP_PX = 32;
const REST_PX = 40;

/** How wide the columns are. One in which little stands takes no more than that; names take what is left. */
export function widthsOf(
  contacts: readonly Contact[],
  categories: ReadonlyMap<number, Category>,
  chips: number,
) {
  const chipsPx = contacts.map(({ category_ids: ids }) => {
    const shown = ids.flatMap((id) => categories.get(id) ?? []).slice(0, chips);
    const px = shown.reduce((sum, { name }) => sum + name.length * CHARACTER_PX + CHIP_PX, 0);
    return ids.length > chips ? px + REST_PX : px;
  });
  const isAnybodyWithout = contacts.some(({ whatsapp_verified }) => whatsapp_verified === false);
  return {
    name: undefined,
    phone: 158,
    categories: between(104, most(chipsPx) + 20, 200),
    whatsapp: isAnybodyWithout ? 166 : 136,
    answered: 132,
    added: 100,
  };
}

export const OWN_PX = 150;
const ENDS_PX = 46 + 56;

/** Below this the table is scrolled sideways rather than squeezed: names stand on two lines. */
export function leastWidth(
  contacts: readonly Contact[],
  widths: ReturnType<typeof widthsOf>,
  own: number,
): number {
  const { phone, categories, whatsapp, answered, added } = widths;
  const signs = contacts.map(({ first_name, last_name }) => `${first_name ?? ''} ${last_name ?? ''}`.length);
  const name = between(150, most(signs) * CHARACTER_PX * 0.65 + 24, 280);
  return ENDS_PX + name + phone + categories + whatsapp + answered + added + own * OWN_PX;
}

const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), 0);

const between = (least: number, wanted: number, largest: number) =>
  Math.round(Math.min(largest, Math.max(least, wanted)));
