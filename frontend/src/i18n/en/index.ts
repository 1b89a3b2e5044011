import first from './first';
import later from './later';

// A new namespace is added to later.ts of both languages; what must be there first, to first.ts and to FIRST in ../index.ts.
export default { ...first, ...later };
