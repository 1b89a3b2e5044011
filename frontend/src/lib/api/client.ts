import createClient from 'openapi-fetch';
import { ApiError, readError } from './errors';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type { paths };

/** The typed client. Same origin; the session travels in its cookie. */
export const api = createClient<paths>({
  baseUrl: typeof window === 'undefined' ? 'http://localhost' : window.location.origin,
  credentials: 'same-origin',
  // Looked up at each call, so that tests can put their own in place.
  fetch: (request) => globalThis.fetch(request),
});

/** The data of an answer. Throws ApiError for a refusal and for silence. */
export async function unwrap<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let result: { data?: T; error?: unknown; response: Response };
  try {
    result = await answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError({ code: 'offline', message: 'The server cannot be reached.', status: 0 });
  }
  if (!result.response.ok) throw readError(result.error, result.response);
  return result.data as T;
}
