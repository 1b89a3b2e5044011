import { Group, Paper, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { TextLink } from '@/components/links';
import { MoreButton } from '@/components/MoreButton';
import { type ImportJob, useImports } from '@/hooks/useImports';
import { useFormat } from '@/lib/useFormat';
import classes from './imports.module.css';
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
    <>
      <Table visibleFrom="sm" verticalSpacing="sm" aria-label={t('past.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('past.file')}</Table.Th>
            <Table.Th scope="col">{t('past.category')}</Table.Th>
            <Table.Th scope="col">{t('past.when')}</Table.Th>
            <Table.Th scope="col">{t('past.status')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('past.lines')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('past.created')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('past.rejected')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td className={classes.name}>
                <JobLink job={job} />
              </Table.Td>
              <Table.Td className={classes.name}>{job.category_name ?? t('past.no_category')}</Table.Td>
              <Table.Td>{format.dateTime(job.created_at)}</Table.Td>
              <Table.Td>
                <ImportStatusBadge status={job.status} />
              </Table.Td>
              <Table.Td ta="right">{format.count(job.lines)}</Table.Td>
              <Table.Td ta="right">{format.count(job.created)}</Table.Td>
              <Table.Td ta="right">{format.count(job.rejected)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Stack component="ul" hiddenFrom="sm" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {jobs.map((job) => (
          <li key={job.id}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <JobLink job={job} />
              <ImportStatusBadge status={job.status} />
            </Group>
            <Text size="sm" c="dimmed">
              {job.category_name ?? t('past.no_category')} · {format.dateTime(job.created_at)}
            </Text>
            <Text size="sm">
              {t('past.lines')}: {format.count(job.lines)} · {t('past.created')}: {format.count(job.created)}{' '}
              · {t('past.rejected')}: {format.count(job.rejected)}
            </Text>
          </li>
        ))}
      </Stack>
    </>
  );
}

function JobLink({ job }: { job: ImportJob }) {
  return (
    <TextLink
      to="/contacts/import/$jobId"
      params={{ jobId: job.id }}
      fw={600}
      size="sm"
      style={{ overflowWrap: 'anywhere' }}
    >
      {job.filename}
    </TextLink>
  );
}
