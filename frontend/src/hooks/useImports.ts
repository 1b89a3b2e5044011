import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, type Schemas, unwrap } from '@/lib/api/client';
import { type UploadProgress, uploadForm } from '@/lib/api/upload';
import { pagesQuery } from '@/lib/pages';
import { keys } from '@/lib/query-keys';

import type { ReadingChoices } from './useImportPreview';

export type ImportJob = Schemas['ImportJob'];

const JOB_EVERY_MS = 1000;

/** What is to be done with a file. `columns`: place from 0 to meaning, or to the name of a field. */
export interface ImportRequest {
  file: File;
  columns: Record<number, string>;
  reading: ReadingChoices;
  category: { id: number } | { name: string };
  defaultCountry: string | null;
  updateExisting: boolean;
  /** Only tell what would be done. */
  dryRun: boolean;
}

/** Imports, the newest first. */
const importsQuery = pagesQuery(keys.imports.list, (place, { signal }) =>
  unwrap(api.GET('/api/contacts/import', { params: { query: { limit: 20, ...place } }, signal })),
);

/** One import. Asked again each second for as long as it runs: no stream tells of it. */
const importQuery = (id: number) =>
  queryOptions({
    queryKey: keys.imports.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/contacts/import/{job_id}', { params: { path: { job_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : JOB_EVERY_MS),
  });

/** Lines of an import that were rejected, or (with `rejected` false) taken with a warning; all, or of one reason. */
export const useImportLines = (id: number, rejected: boolean, code: string | null) =>
  useInfiniteQuery(
    pagesQuery(keys.imports.lines(id, rejected, code), (place, { signal }) =>
      unwrap(
        api.GET('/api/contacts/import/{job_id}/lines', {
          params: { path: { job_id: id }, query: { rejected, limit: 50, ...(code && { code }), ...place } },
          signal,
        }),
      ),
    ),
  );

/** How many of these lines there are of each reason. */
export const useImportLineKinds = (id: number, rejected: boolean) =>
  useQuery({
    queryKey: keys.imports.kinds(id, rejected),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/contacts/import/{job_id}/lines/kinds', {
          params: { path: { job_id: id }, query: { rejected } },
          signal,
        }),
      ),
  });

export const isOver = (job: ImportJob): boolean => job.status === 'completed' || job.status === 'failed';

export const useImports = () => useInfiniteQuery(importsQuery);

/** An import; when it ends on screen, whatever shows contacts is read again. */
export function useImport(id: number) {
  const client = useQueryClient();
  const query = useQuery(importQuery(id));
  const wasRunning = useRef(false);
  const over = query.data ? isOver(query.data) : null;
  useEffect(() => {
    if (over === false) wasRunning.current = true;
    if (!over || !wasRunning.current) return;
    wasRunning.current = false;
    void client.invalidateQueries({ queryKey: keys.contacts.all });
    void client.invalidateQueries({ queryKey: keys.categories.all });
    void client.invalidateQueries({ queryKey: keys.stats.dashboard });
    void client.invalidateQueries({ queryKey: keys.imports.list });
  }, [over, client]);
  return query;
}

/** Send the file and begin. */
export function useStartImport(onProgress: (progress: UploadProgress) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ImportRequest) =>
      uploadForm<ImportJob>('/api/contacts/import', writeForm(request), onProgress),
    onSuccess: (job) => {
      client.setQueryData(keys.imports.detail(job.id), job);
      void client.invalidateQueries({ queryKey: keys.imports.list });
      // A category that did not exist before does now.
      void client.invalidateQueries({ queryKey: keys.categories.all });
    },
  });
}

/** Import the file of a dry run. */
export function useRunImport(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/contacts/import/{job_id}/run', { params: { path: { job_id: id } } })),
    onSuccess: (job) => {
      client.setQueryData(keys.imports.detail(id), job);
      void client.invalidateQueries({ queryKey: keys.imports.all });
      void client.invalidateQueries({ queryKey: keys.categories.all });
    },
  });
}

/** Whom an undo takes back, as of now. */
export const useUndoable = (id: number) =>
  useQuery({
    queryKey: keys.imports.undo(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/contacts/import/{job_id}/undo', { params: { path: { job_id: id } }, signal })),
    staleTime: 0,
    retry: false,
  });

/** Take back what an import created and nobody has used since: many of them in several requests. */
export function useUndoImport(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const path = { job_id: id };
      let undone = await unwrap(api.POST('/api/contacts/import/{job_id}/undo', { params: { path } }));
      while (!undone.is_done) {
        undone = await unwrap(api.POST('/api/contacts/import/{job_id}/undo', { params: { path } }));
      }
      return undone;
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.imports.all });
      void client.invalidateQueries({ queryKey: keys.contacts.all });
      void client.invalidateQueries({ queryKey: keys.categories.all });
    },
  });
}

function writeForm(request: ImportRequest): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(request.reading)) form.set(name, value);
  form.set('columns', JSON.stringify(request.columns));
  if ('id' in request.category) form.set('category_id', String(request.category.id));
  else form.set('category_name', request.category.name);
  form.set('default_country', request.defaultCountry ?? 'none');
  form.set('update_existing', String(request.updateExisting));
  if (request.dryRun) form.set('dry_run', 'true');
  form.set('file', request.file);
  return form;
}
