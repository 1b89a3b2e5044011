import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Category,
  useCategories,
  useCreateCategory,
  useDeleteCategory,
  useUpdateCategory,
} from '@/hooks/useCategories';
import { useErrorText } from '@/lib/api/useErrorText';
import { useNotice } from '@/lib/useNotice';
import type { Request } from './category-form';
import { leastUsedColor } from './colors';

/** A form that is open; `error` is why the server refused what is in it. */
export interface OpenForm {
  request: Request;
  error: unknown;
}

/**
 * Creating, editing and deleting from any page. The form closes at once, since the change is on screen at once;
 * when the server refuses it, it comes back with what was typed, or says so where it cannot.
 */
export function useCategoryDialogs() {
  const { t } = useTranslation('categories');
  const describe = useErrorText();
  const notify = useNotice();
  const categories = useCategories().data?.items ?? [];
  const create = useCreateCategory({ notify: false });
  const update = useUpdateCategory({ notify: false });
  const remove = useDeleteCategory();
  const [form, setForm] = useState<OpenForm | null>(null);
  const [doomed, setDoomed] = useState<Category | null>(null);
  const isFree = useRef(false);
  useEffect(() => {
    isFree.current = form === null && doomed === null;
    return () => {
      isFree.current = false;
    };
  }, [form, doomed]);

  const comeBack = (request: Request, error: unknown) => {
    if (isFree.current) {
      setForm({ request, error });
      return;
    }
    notify({
      color: 'red',
      title: t(request.id === null ? 'refused.create_category' : 'refused.change_category'),
      message: describe(error),
    });
  };

  return {
    form,
    doomed,
    categories,
    openNew: () =>
      setForm({ request: { id: null, name: '', color: leastUsedColor(categories) }, error: null }),
    openEdit: ({ id, name, color }: Category) => setForm({ request: { id, name, color }, error: null }),
    closeForm: () => setForm(null),
    save: (request: Request) => {
      setForm(null);
      const { id, name, color } = request;
      const saved =
        id === null
          ? create.mutateAsync({ name, color })
          : update.mutateAsync({ id, change: { name, color } });
      saved.catch((error: unknown) => comeBack(request, error));
    },
    askDelete: setDoomed,
    closeDelete: () => setDoomed(null),
    confirmDelete: ({ id }: Category) => {
      setDoomed(null);
      remove.mutate(id);
    },
  };
}

export type CategoryDialogs = ReturnType<typeof useCategoryDialogs>;
