import { Group, Paper, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconSpeakerphone, IconUpload, IconUsers } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { ButtonLink } from '@/components/links';
import { PageHeader } from '@/components/PageHeader';
import { type ImportJob, isOver, useImport } from '@/hooks/useImports';
import { ApiError } from '@/lib/api/errors';
import { JobDetails } from './JobDetails';
import { JobDryRun } from './JobDryRun';
import { JobLines } from './JobLines';
import { JobProgress } from './JobProgress';
import { JobResult } from './JobResult';
import { isUndoable, JobUndo } from './JobUndo';
import { ImportStatusBadge } from './StatusBadge';

/** One import: how far it is while it runs, and what became of its lines. */
export function ImportJobPage() {
  const { jobId } = useParams({ from: '/app/contacts/import/$jobId' });
  const { t } = useTranslation('imports');
  const { data: job, error, refetch } = useImport(jobId);
  if (job) return <Job job={job} />;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState
        icon={IconUpload}
        title={t('job.not_found')}
        action={
          <ButtonLink to="/contacts/import" variant="default">
            {t('job.back')}
          </ButtonLink>
        }
      />
    );
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton h={36} w="min(360px, 70%)" />
      <Skeleton h={110} radius="md" />
      <Skeleton h={150} radius="md" />
    </Stack>
  );
}

function Job({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const isDone = job.status === 'completed';
  return (
    <>
      <PageHeader
        title={job.filename}
        badge={<ImportStatusBadge status={job.status} />}
        description={
          job.category_name === null ? t('job.into_none') : t('job.into', { name: job.category_name })
        }
      >
        <ButtonLink to="/contacts/import" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {isDone || job.status === 'failed' ? t('job.again') : t('job.back')}
        </ButtonLink>
      </PageHeader>
      <Stack gap="md">
        <Paper withBorder radius="md" p="md">
          <JobProgress job={job} />
          {isDone && !job.dry_run && job.category_id !== null && (
            <Group mt="md" gap="xs">
              <ButtonLink
                to="/contacts"
                search={{ category_id: job.category_id }}
                leftSection={<IconUsers size={18} />}
              >
                {t('job.see')}
              </ButtonLink>
              <ButtonLink
                to="/campaigns/new"
                search={{ from: job.category_id }}
                variant="default"
                leftSection={<IconSpeakerphone size={18} />}
              >
                {t('job.campaign')}
              </ButtonLink>
            </Group>
          )}
        </Paper>
        {isDone && job.dry_run && <JobDryRun job={job} />}
        <JobResult job={job} />
        {isOver(job) && job.rejected + job.erased + job.warnings > 0 && <JobLines job={job} />}
        <JobDetails job={job} />
        {isUndoable(job) && (
          <Group justify="flex-end">
            <JobUndo job={job} />
          </Group>
        )}
      </Stack>
    </>
  );
}
