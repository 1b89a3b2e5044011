import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/errors';
import { keys } from '@/lib/query-keys';

const NOTE = 'relance.session-ended';

/**
 * Called with every error: when somebody was signed in and the API does not know them any more, go to the
 * sign-in page by loading it again, which keeps nothing of what was on screen or in memory.
 */
export function watchForSessionEnd(client: QueryClient, error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== 'not_authenticated') return;
  // Who was not signed in is led to the sign-in page by the routes.
  if (!client.getQueryData(keys.me)) return;
  sessionStorage.setItem(NOTE, 'yes');
  leaveTo(`/sign-in${nextOf(window.location)}`);
}

/** Whether the sign-in page is shown because a session ended; says so once. */
export function takeSessionEndNote(): boolean {
  const noted = sessionStorage.getItem(NOTE) !== null;
  sessionStorage.removeItem(NOTE);
  return noted;
}

/** Load a page of the app again: nothing of the person before stays in memory. */
export function leaveTo(address: string): void {
  window.location.replace(address);
}

/** The query string that leads back to where somebody is, empty for the first page. */
export function nextOf(place: { pathname: string; search: string }): string {
  const here = place.pathname + place.search;
  return here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
}
