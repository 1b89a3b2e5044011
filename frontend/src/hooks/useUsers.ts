import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { withPassword } from '@/lib/confirm-password';
import { keys } from '@/lib/query-keys';

export type User = Schemas['UserBody'];
export type Role = User['role'];

/** All users by name, disabled ones included; super admins only. */
const usersQuery = queryOptions({
  queryKey: keys.users.list,
  queryFn: ({ signal }) => unwrap(api.GET('/api/users', { signal })),
});

export const useUsers = () => useQuery(usersQuery);

export function useCreateUser() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Schemas['NewUser']) => withPassword(() => unwrap(api.POST('/api/users', { body }))),
    onSuccess: refresh,
  });
}

/** Rename, change the role, disable or enable, set a password: what is left out stays. */
export function useUpdateUser() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: Schemas['UserChange'] }) =>
      withPassword(() =>
        unwrap(api.PATCH('/api/users/{user_id}', { params: { path: { user_id: id } }, body: change })),
      ),
    onSuccess: refresh,
  });
}

export function useDeleteUser() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) =>
      withPassword(() => unwrap(api.DELETE('/api/users/{user_id}', { params: { path: { user_id: id } } }))),
    onSuccess: refresh,
  });
}

/** The list again; and oneself too, since one may have changed one's own name or role. */
function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.users.all }),
      client.invalidateQueries({ queryKey: keys.me }),
    ]);
}
