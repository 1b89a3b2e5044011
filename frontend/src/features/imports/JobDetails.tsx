import { Paper, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fact } from '@/components/Fact';
import type { ImportJob } from '@/hooks/useImports';
import { useFormat } from '@/lib/useFormat';
import classes from './imports.module.css';

/** What was asked for when the import was started. */
export function JobDetails({ job }: { job: ImportJob }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const countries = new Intl.DisplayNames(i18n.language, { type: 'region' });
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="md">
        {t('job.details')}
      </Title>
      <dl className={classes.figures}>
        <Fact label={t('job.size')}>{format.bytes(job.size_bytes)}</Fact>
        <Fact label={t('job.country')}>
          {job.default_country ? countries.of(job.default_country) : t('job.none')}
        </Fact>
        <Fact label={t('job.existing')}>
          {job.update_existing ? t('job.updated_existing') : t('job.skipped_existing')}
        </Fact>
        {job.started_at && <Fact label={t('job.started')}>{format.dateTime(job.started_at)}</Fact>}
        {job.finished_at && <Fact label={t('job.finished')}>{format.dateTime(job.finished_at)}</Fact>}
      </dl>
    </Paper>
  );
}
