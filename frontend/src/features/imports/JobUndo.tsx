import { Alert, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportJob, useUndoable, useUndoImport } from '@/hooks/useImports';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';

const DAY_MS = 86_400_000;

/** Whether what the import created can be taken back still. */
export const isUndoable = (job: ImportJob): boolean =>
  !job.dry_run &&
  job.created > 0 &&
  job.undone_at === null &&
  job.finished_at !== null &&
  Date.now() - Date.parse(job.finished_at) < DAY_MS;

/** Takes back what the import created and nobody has used since; asks first, with numbers. */
export function JobUndo({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('undo.action')}
      </Button>
      {isAsking && <Question job={job} onClose={() => setAsking(false)} />}
    </>
  );
}

function Question({ job, onClose }: { job: ImportJob; onClose: () => void }) {
  const { t } = useTranslation(['imports', 'common']);
  const describe = useErrorText();
  const format = useFormat();
  const counts = useUndoable(job.id);
  const undo = useUndoImport(job.id);
  const error = counts.error ?? undo.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('undo.title')}
      centered
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      <Stack gap="md">
        {counts.data ? (
          <>
            <Text>
              {t('undo.unused', { count: counts.data.unused, shown: format.count(counts.data.unused) })}
            </Text>
            {counts.data.used > 0 && (
              <Text size="sm" c="dimmed">
                {t('undo.used', { count: counts.data.used, shown: format.count(counts.data.used) })}
              </Text>
            )}
            <Text size="sm" c="dimmed">
              {t('undo.until', { when: format.dateTime(counts.data.until) })}
            </Text>
          </>
        ) : (
          counts.isPending && <Skeleton h={48} />
        )}
        {error && (
          <Alert color="red" role="alert">
            {describe(error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button
            color="red"
            disabled={!counts.data?.unused}
            loading={undo.isPending}
            onClick={() => undo.mutate(undefined, { onSuccess: onClose })}
          >
            {t('undo.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
