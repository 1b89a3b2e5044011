import { type Category, useCategories } from '@/hooks/useCategories';
import { type Sender, useSenders } from '@/hooks/useSenders';
import { type Template, useTemplates } from '@/hooks/useTemplates';

export interface EditorData {
  categories: readonly Category[];
  senders: readonly Sender[];
  templates: readonly Template[];
}

/** What the editor chooses from; nothing to edit before all of it is there. */
export function useEditorData(): { data: EditorData | null; error: unknown; retry: () => void } {
  const categories = useCategories();
  const senders = useSenders();
  const templates = useTemplates();
  const queries = [categories, senders, templates];
  const data =
    categories.data && senders.data && templates.data
      ? { categories: categories.data.items, senders: senders.data.items, templates: templates.data }
      : null;
  return {
    data,
    error: data ? null : (queries.find(({ error }) => error !== null)?.error ?? null),
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
}
