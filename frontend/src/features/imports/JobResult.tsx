import { Alert, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconInfoCircle, IconTableOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/components/downloads/ExportButton';
import { type ImportJob, isOver } from '@/hooks/useImports';
import { useFormat } from '@/lib/useFormat';
import classes from './imports.module.css';

const FIGURES = ['lines', 'created', 'updated', 'unchanged', 'duplicates_in_file', 'rejected'] as const;

/** In the form that the file has; of a workbook in one that is asked for. */
function RejectedLines({ job }: { job: ImportJob }) {
  const { t, i18n } = useTranslation('imports');
  const address = `/api/contacts/import/${job.id}/rejected.csv?form=original`;
  if (!job.reading?.separator) return <ExportButton address={address} label={t('job.download')} />;
  return (
    <Button
      component="a"
      href={`${address}&language=${i18n.language}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {t('job.download')}
    </Button>
  );
}

/** What became of the lines so far, and those that were left out as a file. */
export function JobResult({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="md">
        {t(job.dry_run ? 'dry_run.results' : 'job.results')}
      </Title>
      <dl className={classes.figures}>
        {FIGURES.map((name) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {t(`job.${name}`)}
            </Text>
            <Text
              component="dd"
              fz={26}
              fw={650}
              {...(name === 'rejected' && job.rejected > 0 && { c: 'light-dark(#c92a2a, #ff8787)' })}
            >
              {format.count(job[name])}
            </Text>
          </div>
        ))}
      </dl>
      {job.undone > 0 && (
        <Alert color="gray" icon={<IconArrowBackUp />} mt="md">
          {t('undo.done', { count: job.undone, shown: format.count(job.undone) })}
        </Alert>
      )}
      {job.erased > 0 && (
        <Alert color="gray" icon={<IconInfoCircle />} mt="md">
          {t('job.erased_left_out', { count: job.erased, shown: format.count(job.erased) })}
        </Alert>
      )}
      {job.reading?.sheet_is_full && (
        <Alert color="yellow" icon={<IconTableOff />} mt="md">
          {t('reading.full')}
        </Alert>
      )}
      {job.warnings > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle />} mt="md">
          {t('job.warnings', { count: job.warnings, shown: format.count(job.warnings) })}
        </Alert>
      )}
      {job.rejected > 0 && isOver(job) && (
        <Group mt="md" gap="sm">
          <RejectedLines job={job} />
          <Text size="sm" c="dimmed">
            {t('job.download_hint')}
          </Text>
        </Group>
      )}
    </Paper>
  );
}
