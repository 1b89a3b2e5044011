import { Paper, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { MoreButton } from '@/components/MoreButton';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { type ImportJob, useImportLines } from '@/hooks/useImports';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { useReason } from '@/lib/useReason';
import classes from './imports.module.css';

/** The lines that were left out, and those that are to be checked, each with its reason. */
export function JobLines({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const [shown, setShown] = useState<'rejected' | 'warnings'>(job.rejected > 0 ? 'rejected' : 'warnings');
  const rejected = shown === 'rejected';
  const lines = useImportLines(job.id, rejected);
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="md">
        {t(rejected ? 'lines.rejected' : 'lines.warnings')}
      </Title>
      <Stack gap="md">
        {job.rejected > 0 && job.warnings > 0 && (
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
        {lines.isPending && <RowsSkeleton />}
        {lines.isError && <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />}
        {items.length > 0 && <Lines items={items} rejected={rejected} />}
        <MoreButton of={lines} />
      </Stack>
    </Paper>
  );
}

function Lines({ items, rejected }: { items: readonly Schemas['ImportLine'][]; rejected: boolean }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const tell = useTellLine(rejected);
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing="xs" aria-label={t(rejected ? 'lines.rejected' : 'lines.warnings')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" ta="right">
              {t('lines.line')}
            </Table.Th>
            <Table.Th scope="col">{t('lines.reason')}</Table.Th>
            {rejected && <Table.Th scope="col">{t('lines.content')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={`${item.line} ${item.reason}`}>
              <Table.Td ta="right">{format.count(item.line)}</Table.Td>
              <Table.Td>{tell(item)}</Table.Td>
              {rejected && (
                <Table.Td className={classes.name}>
                  <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {item.content}
                  </Text>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function useTellLine(rejected: boolean) {
  const tell = useReason();
  return ({ code, values, reason }: Schemas['ImportLine']) =>
    tell({ kind: rejected ? 'line' : 'phone_warning', code: String(code), values, text: reason });
}
