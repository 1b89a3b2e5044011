import { ApiError } from '@/lib/api/errors';

export type FormPlace = 'phone' | 'country' | 'categories' | 'form';

/** Where in the form an error belongs: the API says it by its code, or by the name of what is malformed. */
export function placeOf(error: unknown): FormPlace {
  if (!(error instanceof ApiError)) return 'form';
  switch (error.code) {
    case 'contact_exists':
    case 'phone_refused':
      return 'phone';
    case 'unknown_country':
      return 'country';
    case 'category_not_found':
      return 'categories';
    case 'malformed':
      return placeOfProblem(error.details.problems);
    default:
      return 'form';
  }
}

function placeOfProblem(problems: unknown): FormPlace {
  if (!Array.isArray(problems)) return 'form';
  const first: unknown = problems[0];
  const where = typeof first === 'object' && first && 'where' in first ? String(first.where) : '';
  if (where === 'phone' || where === 'country') return where;
  return where.startsWith('category_ids') ? 'categories' : 'form';
}
