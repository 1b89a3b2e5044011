import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

export type Session = Schemas['SessionBody'];

/** Where one is signed in, the place used last first. */
const sessionsQuery = queryOptions({
  queryKey: keys.sessions.list,
  queryFn: ({ signal }) => unwrap(api.GET('/api/auth/sessions', { signal })),
});

export const useSessions = () => useQuery(sessionsQuery);

/** Sign out somewhere else. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(api.DELETE('/api/auth/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions.all }),
  });
}

/** Say again that it is oneself: for 15 minutes users and keys may be changed. */
export function useConfirmPassword() {
  return useMutation({
    mutationFn: (password: string) => unwrap(api.POST('/api/auth/confirm', { body: { password } })),
  });
}

/** Change one's own password; all other sessions end. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['PasswordChange']) => unwrap(api.POST('/api/auth/password', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions.all }),
  });
}
