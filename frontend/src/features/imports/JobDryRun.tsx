import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconEyeCheck, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ImportJob, useRunImport } from '@/hooks/useImports';
import { useErrorText } from '@/lib/api/useErrorText';

/** Says that nothing was written, and goes on with the same file. */
export function JobDryRun({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const describe = useErrorText();
  const run = useRunImport(job.id);
  return (
    <Alert variant="light" color="blue" icon={<IconEyeCheck />} title={t('dry_run.title')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('dry_run.text')}</Text>
        {run.error && (
          <Text size="sm" c="light-dark(#c92a2a, #ff8787)" role="alert">
            {describe(run.error)}
          </Text>
        )}
        <Button
          leftSection={<IconUpload size={18} aria-hidden />}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {t('dry_run.go')}
        </Button>
      </Stack>
    </Alert>
  );
}
