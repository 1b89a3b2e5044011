import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import {
  type ImportPreview,
  type ReadingChoices,
  type Sample,
  usePreviewAgain,
  usePreviewImport,
} from '@/hooks/useImportPreview';
import { findProblems, hasPhone, type MappedColumn, readColumns, writeColumns } from './mapping';

/** A file on its way to be imported: what was read of it and what the person says about it. */
export interface ImportDraft {
  file: File | null;
  sample: Sample | null;
  first: ImportPreview | null;
  columns: MappedColumn[];
  reading: ReadingChoices;
  category: string;
  /** Undefined until somebody chooses one: the installation's. */
  country: string | null | undefined;
  /** The country of which a person said that it is meant, whatever suggests another one. */
  kept: string | null | undefined;
  updateExisting: boolean;
}

const TYPING_MS = 300;

/**
 * The draft of an import. A file that cannot be read leaves everything else as it was typed; the next one may be
 * the same file, corrected.
 */
export function useImportDraft() {
  const preview = usePreviewImport();
  const [draft, setDraft] = useState<ImportDraft>(() => ({
    file: null,
    sample: null,
    first: null,
    columns: [],
    reading: {},
    category: '',
    country: undefined,
    kept: undefined,
    updateExisting: true,
  }));
  const change = (part: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...part }));
  const read = (file: File, known: Sample | null, reading: ReadingChoices) =>
    preview.mutate(
      { file, known, reading },
      {
        onSuccess: ({ sample, preview: first }) =>
          setDraft((before) => ({
            ...before,
            file,
            sample,
            first,
            reading,
            kept: undefined,
            columns: keepChoices(before, readColumns(first.columns)),
          })),
      },
    );
  return {
    draft,
    shown: useShown(draft),
    change,
    choose: (file: File) => read(file, null, {}),
    /** The same file, read otherwise. */
    readAs: (reading: ReadingChoices) => draft.file && read(draft.file, draft.sample, reading),
    forget: () => {
      preview.reset();
      change({ file: null });
    },
    isReading: preview.isPending,
    readError: preview.error,
  };
}

/** The preview of the file with what has been changed since it was chosen. */
function useShown(draft: ImportDraft): ImportPreview | null {
  const { sample, columns, country, reading } = draft;
  const isWhole = hasPhone(columns) && findProblems(columns).size === 0;
  const [request] = useDebouncedValue(
    { columns: isWhole ? writeColumns(columns) : {}, country, reading },
    TYPING_MS,
  );
  const again = usePreviewAgain(sample, request, isWhole);
  return again.data ?? draft.first;
}

/** The same columns again, as of a corrected file: what was chosen for them holds on. */
function keepChoices(before: ImportDraft, columns: MappedColumn[]): MappedColumn[] {
  const headers = (list: readonly MappedColumn[]) => JSON.stringify(list.map(({ header }) => header));
  return headers(before.columns) === headers(columns) ? before.columns : columns;
}
