import { redirect } from '@tanstack/react-router';
import { meQuery, setupQuery } from '@/hooks/useMe';
import { ApiError } from '@/lib/api/errors';
import { queryClient } from '@/lib/query-client';

async function findMe() {
  if (!queryClient.getQueryData(meQuery.queryKey) && broughtNoSession()) return null;
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** The server says in the page whether a session came with the request for it; the cookie itself is out of reach. */
function broughtNoSession(): boolean {
  return document.querySelector<HTMLMetaElement>('meta[name="relance-session"]')?.content === 'no';
}

/** Pages of the app: whoever is not signed in goes to the sign-in page, and back here afterwards. */
export async function requireUser({ location }: { location: { href: string } }): Promise<void> {
  if (await findMe()) return;
  const { needed } = await queryClient.fetchQuery(setupQuery);
  if (needed) throw redirect({ to: '/setup', replace: true });
  throw redirect({
    to: '/sign-in',
    search: location.href === '/' ? {} : { next: location.href },
    replace: true,
  });
}

/** The sign-in page: somebody signed in has nothing to do there; before the first user there is the set-up. */
export async function requireNoUser(): Promise<void> {
  if (await findMe()) throw redirect({ to: '/', replace: true });
  const { needed } = await queryClient.fetchQuery(setupQuery);
  if (needed) throw redirect({ to: '/setup', replace: true });
}

/** The set-up page exists only while there is no user. */
export async function requireSetup(): Promise<void> {
  const { needed } = await queryClient.fetchQuery(setupQuery);
  if (!needed) throw redirect({ to: '/sign-in', replace: true });
}
