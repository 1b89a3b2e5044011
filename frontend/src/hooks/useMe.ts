import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { leaveTo } from '@/lib/session-end';

export type Me = Schemas['Me'];

/** Who is signed in. Refused with 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => unwrap(api.GET('/api/auth/me', { signal })),
  retry: false,
});

/** Whether the first super admin is still to be made. */
export const setupQuery = queryOptions({
  queryKey: keys.setup,
  queryFn: ({ signal }) => unwrap(api.GET('/api/auth/setup', { signal })),
  staleTime: 0,
});

/** The person in front of the screen; only below the shell, which is not shown without one. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Sign in; the person is known to the whole app at once. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['Credentials']) => unwrap(api.POST('/api/auth/login', { body })),
    onSuccess: (me) => client.setQueryData(keys.me, me),
  });
}

/** Make the first super admin with the printed code, who is then signed in and has said where contacts are from. */
export function useSetUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ country, ...body }: Schemas['FirstUser'] & { country: string | null }) => {
      const me = await unwrap(api.POST('/api/auth/setup', { body }));
      // Not worth staying for: where the environment sets it, or the line breaks, Settings shows what holds.
      if (country) await api.PATCH('/api/settings', { body: { default_country: country } }).catch(() => null);
      return me;
    },
    onSuccess: (me) => client.setQueryData(keys.me, me),
  });
}

/** Sign out; the sign-in page is loaded again, so that nothing of what was on screen stays in memory. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/auth/logout')),
    onSuccess: () => leaveTo('/sign-in'),
  });
}
