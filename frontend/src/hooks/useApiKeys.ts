import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { withPassword } from '@/lib/confirm-password';
import { keys } from '@/lib/query-keys';

export type ApiKey = Schemas['ApiKeyBody'];
export type NewApiKey = Schemas['NewApiKeyBody'];

/** All keys, the newest first, revoked ones included; super admins only. */
const apiKeysQuery = queryOptions({
  queryKey: keys.apiKeys.list,
  queryFn: ({ signal }) => unwrap(api.GET('/api/api-keys', { signal })),
});

export const useApiKeys = () => useQuery(apiKeysQuery);

/** Make a key. Its text comes with this answer and never again. */
export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['NewApiKey']) =>
      withPassword(() => unwrap(api.POST('/api/api-keys', { body }))),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiKeys.all }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      withPassword(() => unwrap(api.DELETE('/api/api-keys/{key_id}', { params: { path: { key_id: id } } }))),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiKeys.all }),
  });
}
