import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { TextLink } from '@/components/links';
import { MoreButton } from '@/components/MoreButton';
import { SimpleTable } from '@/components/tables/SimpleTable';
import { type ImportJob, useImports } from '@/hooks/useImports';
import { useFormat } from '@/lib/useFormat';
import { ImportStatusBadge } from './StatusBadge';

/** Imports so far, the newest first. */
export function PastImports() {
  const { t } = useTranslation(['imports', 'common']);
  const imports = useImports();
  const jobs = imports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="sm">
        {t('past.title')}
      </Title>
      {imports.isPending && (
        <Stack gap="xs" aria-busy="true">
          <Skeleton h={28} />
          <Skeleton h={28} />
          <Skeleton h={28} />
        </Stack>
      )}
      {imports.isError && <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />}
      {imports.isSuccess && jobs.length === 0 && <Text c="dimmed">{t('past.empty')}</Text>}
      {jobs.length > 0 && <ImportTable jobs={jobs} />}
      <MoreButton of={imports} />
    </Paper>
  );
}

function ImportTable({ jobs }: { jobs: readonly ImportJob[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <SimpleTable
      label={t('past.title')}
      rows={jobs}
      columns={[
        { title: t('past.file'), cell: (job) => <JobLink job={job} /> },
        {
          title: t('past.category'),
          cell: (job) => job.category_name ?? t('past.no_category'),
          onCard: 'plain',
        },
        { title: t('past.when'), cell: (job) => format.dateTime(job.created_at), onCard: 'plain' },
        {
          title: t('past.status'),
          cell: (job) => <ImportStatusBadge status={job.status} />,
          onCard: 'beside',
        },
        { title: t('past.lines'), cell: (job) => format.count(job.lines), isNumber: true },
        { title: t('past.created'), cell: (job) => format.count(job.created), isNumber: true },
        { title: t('past.rejected'), cell: (job) => format.count(job.rejected), isNumber: true },
      ]}
    />
  );
}

function JobLink({ job }: { job: ImportJob }) {
  return (
    <TextLink to="/contacts/import/$jobId" params={{ jobId: job.id }} inherit>
      {job.filename}
    </TextLink>
  );
}
