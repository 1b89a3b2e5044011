import * as v from 'valibot';
import { ifValid, searchParams } from '@/lib/search-params';

/** Where somebody wanted to go before signing in; `chooseNext` says whether it is a place of ours. */
export const signInSearch = searchParams({ next: ifValid(v.pipe(v.string(), v.startsWith('/'))) });
