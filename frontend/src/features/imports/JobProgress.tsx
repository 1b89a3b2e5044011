import { Alert, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ImportJob, isOver } from '@/hooks/useImports';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';

/** How far an import is, in words and as a bar. */
export function JobProgress({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const describe = useErrorText();
  if (job.status === 'failed') {
    const { code, message, values } = job.error ?? { code: 'internal_error', message: '', values: {} };
    return (
      <Alert color="red" icon={<IconAlertTriangle />} title={t('job.failed_title')} role="alert">
        <Text size="sm">{describe(new ApiError({ code, message, values, status: 422 }))}</Text>
        {job.lines > 0 && <Text size="sm">{t('job.failed_kept')}</Text>}
      </Alert>
    );
  }
  if (job.status === 'completed') {
    const allRejected = job.lines > 0 && job.rejected === job.lines;
    return (
      <Group gap="sm" wrap="nowrap" role="status">
        {allRejected ? (
          <IconAlertTriangle size={28} color="var(--mantine-color-orange-7)" aria-hidden />
        ) : (
          <IconCircleCheck size={28} color="var(--mantine-primary-color-filled)" aria-hidden />
        )}
        <Text>
          {allRejected
            ? t('job.done_all_rejected')
            : t('job.done', {
                count: job.lines,
                shown: format.count(job.lines),
                duration: format.duration(secondsOf(job)),
              })}
        </Text>
      </Group>
    );
  }
  const percent = format.percent(job.progress);
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap">
        <Text>
          {job.status === 'queued'
            ? t('job.queued')
            : t('job.running', { count: job.lines, shown: format.count(job.lines) })}
        </Text>
        <Text fw={650} style={{ whiteSpace: 'nowrap' }}>
          {percent}
        </Text>
      </Group>
      <Progress.Root size="lg">
        <Progress.Section
          value={Math.max(job.progress, 1)}
          animated={!isOver(job)}
          role="progressbar"
          aria-label={t('job.progress')}
          aria-valuenow={Math.round(job.progress)}
          aria-valuemin={0}
          aria-valuemax={100}
          withAria={false}
        />
      </Progress.Root>
    </Stack>
  );
}

function secondsOf({ started_at, finished_at }: ImportJob): number {
  if (!started_at || !finished_at) return 0;
  return Math.max(1, (Date.parse(finished_at) - Date.parse(started_at)) / 1000);
}
