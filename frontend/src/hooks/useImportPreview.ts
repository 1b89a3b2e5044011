import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { uploadForm } from '@/lib/api/upload';
import { takeSample } from '@/lib/file-sample';
import { keys } from '@/lib/query-keys';

export type ImportPreview = Schemas['ImportPreview'];

/** What is read for the preview: the file, or enough of it from its beginning to its end. */
export interface Sample {
  id: number;
  blob: Blob;
  name: string;
}

/** How a file is to be read; what is left out is as it looks. */
export interface ReadingChoices {
  encoding?: string;
  separator?: string;
  sheet?: string;
  hidden_rows?: 'read';
}

/** What a person says of a file. `country` null: its numbers have their codes; undefined: the installation's. */
export interface PreviewRequest {
  reading: ReadingChoices;
  columns?: Record<number, string>;
  country?: string | null | undefined;
}

let samples = 0;

function nextSample(): number {
  samples += 1;
  return samples;
}

/** The columns of a file as the server understands them, and its first lines; nothing is stored. */
export function usePreviewImport() {
  return useMutation({
    mutationFn: async ({
      file,
      known,
      reading,
    }: {
      file: File;
      known?: Sample | null;
      reading: ReadingChoices;
    }) => {
      const sample = known ?? { id: nextSample(), blob: await takeSample(file), name: file.name };
      return { sample, preview: await sendSample(sample, { reading }) };
    },
  });
}

/** The same again with what was changed since; the last answer stays in sight until the next is there. */
export function usePreviewAgain(sample: Sample | null, request: PreviewRequest, enabled: boolean) {
  return useQuery({
    queryKey: keys.imports.preview(sample?.id ?? 0, JSON.stringify(request)),
    queryFn: () => (sample ? sendSample(sample, request) : Promise.reject(new Error('no file'))),
    enabled: enabled && sample !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });
}

function sendSample(sample: Sample, { columns, country, reading }: PreviewRequest): Promise<ImportPreview> {
  const form = new FormData();
  for (const [name, value] of Object.entries(reading)) form.set(name, value);
  if (columns) form.set('columns', JSON.stringify(columns));
  if (country !== undefined) form.set('default_country', country ?? 'none');
  form.set('file', sample.blob, sample.name);
  return uploadForm<ImportPreview>('/api/contacts/import/preview', form);
}

/** The country by which numbers without country code are read, unless somebody says otherwise. */
const defaultCountryQuery = queryOptions({
  queryKey: keys.imports.country,
  queryFn: ({ signal }) => unwrap(api.GET('/api/contacts/import/country', { signal })),
});

export const useDefaultCountry = () => useQuery(defaultCountryQuery).data?.country ?? null;
