import { Group, NativeSelect, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/components/downloads/ExportButton';
import { ErrorState } from '@/components/ErrorState';
import { MoreButton } from '@/components/MoreButton';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { type ImportJob, useImportLineKinds, useImportLines } from '@/hooks/useImports';
import { useFormat } from '@/lib/useFormat';
import { LinesTable } from './LinesTable';

/** The lines that were left out, and those that are to be checked, each with its reason. */
export function JobLines({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const leftOut = job.rejected + job.erased;
  const [shown, setShown] = useState<'rejected' | 'warnings'>(leftOut > 0 ? 'rejected' : 'warnings');
  const [code, setCode] = useState<string | null>(null);
  const rejected = shown === 'rejected';
  const lines = useImportLines(job.id, rejected, rejected ? null : code);
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="md">
        {t(rejected ? 'lines.rejected' : 'lines.warnings')}
      </Title>
      <Stack gap="md">
        {leftOut > 0 && job.warnings > 0 && (
          <SegmentedControl
            aria-label={t('lines.which')}
            value={shown}
            onChange={(value) => setShown(value === 'warnings' ? 'warnings' : 'rejected')}
            data={[
              { value: 'rejected', label: t('lines.rejected') },
              { value: 'warnings', label: t('lines.warnings') },
            ]}
          />
        )}
        {!rejected && <WarningsBar job={job} code={code} onCode={setCode} />}
        {lines.isPending && <RowsSkeleton />}
        {lines.isError && <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />}
        {items.length > 0 && <LinesTable items={items} rejected={rejected} />}
        <MoreButton of={lines} />
      </Stack>
    </Paper>
  );
}

const MOST_KEPT = 10_000;

/** Which of the warnings are shown, and all of them as a file. */
function WarningsBar(props: { job: ImportJob; code: string | null; onCode: (code: string | null) => void }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const kinds = useImportLineKinds(props.job.id, false).data?.items ?? [];
  const name = (code: string) => {
    const key = `imports:lines.kinds.${code}`;
    return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : t('lines.kinds.other');
  };
  return (
    <Group gap="md" align="end">
      {kinds.length > 1 && (
        <NativeSelect
          label={t('lines.of_kind')}
          value={props.code ?? ''}
          onChange={({ currentTarget }) => props.onCode(currentTarget.value || null)}
          data={[
            { value: '', label: t('lines.all') },
            ...kinds.map(({ code, lines }) => ({
              value: code,
              label: `${name(code)} (${format.count(lines)})`,
            })),
          ]}
        />
      )}
      <ExportButton
        address={`/api/contacts/import/${props.job.id}/warnings.csv`}
        label={t('lines.download')}
      />
      {props.job.warnings > MOST_KEPT && (
        <Text size="sm" c="dimmed">
          {t('lines.first')}
        </Text>
      )}
    </Group>
  );
}
