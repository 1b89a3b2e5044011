/** The texts that every contact has a column for, as `backend/relance/contacts/own_columns.py` lists them. */
export const OWN_TEXTS = ['first_name', 'last_name'] as const;
export type OwnText = (typeof OWN_TEXTS)[number];
export type OwnTexts = Record<OwnText, string | null>;

/** The fields that every contact may have, for texts of messages. */
export const BASIC_FIELDS = [...OWN_TEXTS, 'phone'] as const;

/** Something for each of the texts. */
export const forEachText = <Value>(make: (name: OwnText) => Value): Record<OwnText, Value> =>
  Object.fromEntries(OWN_TEXTS.map((name) => [name, make(name)])) as Record<OwnText, Value>;

export const NO_TEXTS: OwnTexts = forEachText(() => null);
