import type { Contact } from '@/hooks/useContacts';

/** An own field and the whole of its value. */
export interface Condition {
  name: string;
  value: string;
}

/** As the API takes it: a colon of the name is escaped. */
export const writeCondition = ({ name, value }: Condition): string =>
  `${name.replace(/[\\:]/g, '\\$&')}:${value}`;

/** Null where it is none. */
export function readCondition(text: string): Condition | null {
  const found = /^((?:[^\\:]|\\.)+):(.*\S.*)$/s.exec(text);
  if (!found?.[1] || !found[2]) return null;
  return { name: found[1].replace(/\\(.)/g, '$1'), value: found[2] };
}

/** What stands in a field of these contacts: as it is shown, and as it is stored. */
export function valuesOf(
  contacts: readonly Contact[],
  name: string,
  show: (value: unknown) => string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { attributes } of contacts) {
    const value = attributes[name];
    if (value !== undefined && value !== '') found.set(show(value), String(value));
  }
  return found;
}
