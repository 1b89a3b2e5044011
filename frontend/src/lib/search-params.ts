import * as v from 'valibot';

/**
 * What of a page stands in its address. Addresses are old, cut or written by hand: a value that is missing or not
 * understood is left out, as is a name that is not known, and no address leads to an error.
 */
export const searchParams = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(v.object(entries), v.transform(leaveOutMissing<v.InferOutput<v.ObjectSchema<Entries, undefined>>>));

type Present<Search> = { [Name in keyof Search]?: Exclude<Search[Name], undefined> };

const leaveOutMissing = <Search extends object>(search: Search): Present<Search> =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Present<Search>;

/** A value of an address. One that does not match counts as missing. */
export const ifValid = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.fallback(v.optional(schema), undefined);

/** A search typed by a person. `?q=97` is a number to the router; more than the API takes is cut off. */
export const text = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.nonEmpty(),
  v.transform((value) => value.slice(0, 100)),
);

/** An id, also one in quotes. */
export const id = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(Number),
  v.safeInteger(),
  v.minValue(1),
);

/** Yes or no, also in quotes: the router takes `"true"` for a text. */
export const yesNo = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((word) => word === 'true'),
  ),
]);

/** A day such as `2026-11-22`. */
export const day = v.pipe(
  v.string(),
  v.regex(/^20\d\d-\d\d-\d\d$/),
  v.check((value) => !Number.isNaN(Date.parse(value))),
);
