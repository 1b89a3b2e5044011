import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';

export type Template = Schemas['TemplateBody'];

/** Which templates; what is left out asks nothing. `status` is Meta's word, such as `APPROVED`. */
export interface TemplateFilters {
  status?: string;
  language?: string;
}

const PER_PAGE = 200;

/** All templates of a filter by name and language: an account has tens of them, and they are searched here. */
const templatesQuery = (filters: TemplateFilters = {}) =>
  queryOptions({
    queryKey: keys.templates.list(filters),
    queryFn: async ({ signal }): Promise<Template[]> => {
      const found: Template[] = [];
      let cursor: string | null = null;
      do {
        const page: Schemas['TemplateList'] = await unwrap(
          api.GET('/api/templates', {
            params: { query: { ...filters, limit: PER_PAGE, ...(cursor && { cursor }) } },
            signal,
          }),
        );
        found.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return found;
    },
  });

export const templateQuery = (id: number) =>
  queryOptions({
    queryKey: keys.templates.detail(id),
    queryFn: ({ signal }): Promise<Template> =>
      unwrap(api.GET('/api/templates/{template_id}', { params: { path: { template_id: id } }, signal })),
  });

export const useTemplates = (filters: TemplateFilters = {}) => useQuery(templatesQuery(filters));

/** Read all templates from Meta. */
export function useSyncTemplates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/templates/sync')),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.templates.all }),
  });
}
