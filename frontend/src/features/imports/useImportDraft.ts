import { useState } from 'react';
import { findOwnCountry } from '@/components/countries/countries';
import { type ImportPreview, usePreviewImport } from '@/hooks/useImports';
import { type MappedColumn, readColumns } from './mapping';

/** A file on its way to be imported: what was read of it and what the person says about it. */
export interface ImportDraft {
  file: File | null;
  columns: MappedColumn[];
  rows: ImportPreview['rows'];
  category: string;
  country: string | null;
  updateExisting: boolean;
}

/**
 * The draft of an import. A file that cannot be read leaves everything else as it was typed; the next one may be
 * the same file, corrected.
 */
export function useImportDraft() {
  const preview = usePreviewImport();
  const [draft, setDraft] = useState<ImportDraft>(() => ({
    file: null,
    columns: [],
    rows: [],
    category: '',
    country: findOwnCountry(),
    updateExisting: true,
  }));
  const change = (part: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...part }));
  const choose = (file: File) =>
    preview.mutate(file, {
      onSuccess: ({ columns, rows }) =>
        setDraft((before) => ({ ...before, file, rows, columns: keepChoices(before, readColumns(columns)) })),
    });
  return {
    draft,
    change,
    choose,
    forget: () => {
      preview.reset();
      change({ file: null });
    },
    isReading: preview.isPending,
    readError: preview.error,
  };
}

/** The same columns again, as of a corrected file: what was chosen for them holds on. */
function keepChoices(before: ImportDraft, columns: MappedColumn[]): MappedColumn[] {
  const headers = (list: readonly MappedColumn[]) => JSON.stringify(list.map(({ header }) => header));
  return headers(before.columns) === headers(columns) ? before.columns : columns;
}
