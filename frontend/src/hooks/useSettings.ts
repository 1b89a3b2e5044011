import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { ApiError } from '@/lib/api/errors';
import { keys } from '@/lib/query-keys';

export type Setting = Schemas['Setting'];
export type SettingList = Schemas['SettingList'];
export type WordsOfLanguage = Schemas['WordsOfLanguage'];
export type SettingValue = Setting['value'];

/** The settings that are changed while Relance runs, group by group. */
const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => unwrap(api.GET('/api/settings', { signal })),
});

export const useSettings = () => useQuery(settingsQuery);

/** The built-in words of STOP and START, by language. */
export const useOptOutWords = () =>
  useQuery({
    queryKey: keys.optOutWords,
    queryFn: ({ signal }) => unwrap(api.GET('/api/settings/opt-out-words', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Change settings by name, all or none; null goes back to the default. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ values, version }: { values: Record<string, SettingValue>; version: number }) =>
      unwrap(api.PATCH('/api/settings', { body: { ...values, version } })),
    onSuccess: (list) => client.setQueryData(settingsQuery.queryKey, list),
    onError: async (error) => {
      // What somebody else has changed, or is locked by now, is to be seen before one decides.
      if (error instanceof ApiError && error.status === 409) {
        await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
      }
    },
  });
}
