import first from './first';
import later from './later';

// A new namespace is added to later.ts (or first.ts) of both languages, and to LATER (FIRST) in ../index.ts.
export default { ...first, ...later };
