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
import type { Wish } from './category-form';
import { leastUsedColor } from './colors';

/** A form that is open; `error` is why the server refused what is in it. */
export interface OpenForm {
  wish: Wish;
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

  const comeBack = (wish: Wish, error: unknown) => {
    if (isFree.current) {
      setForm({ wish, error });
      return;
    }
    notify({
      color: 'red',
      title: t(wish.id === null ? 'refused.create_category' : 'refused.change_category'),
      message: describe(error),
    });
  };

  return {
    form,
    doomed,
    categories,
    openNew: () => setForm({ wish: { id: null, name: '', color: leastUsedColor(categories) }, error: null }),
    openEdit: ({ id, name, color }: Category) => setForm({ wish: { id, name, color }, error: null }),
    closeForm: () => setForm(null),
    save: (wish: Wish) => {
      setForm(null);
      const { id, name, color } = wish;
      const saved =
        id === null
          ? create.mutateAsync({ name, color })
          : update.mutateAsync({ id, change: { name, color } });
      saved.catch((error: unknown) => comeBack(wish, error));
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
