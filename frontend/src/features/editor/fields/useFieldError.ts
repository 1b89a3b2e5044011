import { useTranslation } from 'react-i18next';
import type { Editor } from '@/features/editor/draft/useEditor';
import { useFormat } from '@/lib/useFormat';

/** A function that says in the reader's language what is wrong with a field; undefined when nothing is. */
export function useFieldError(editor: Editor): (field: string) => string | undefined {
  const { t } = useTranslation('editor');
  const format = useFormat();
  return (field) => {
    if (editor.refusal?.field === field) return editor.refusal.text;
    const problem = editor.problemOf(field);
    if (!problem) return undefined;
    return t(`problems.${problem.code}`, { most: format.count(problem.most ?? 0) });
  };
}
