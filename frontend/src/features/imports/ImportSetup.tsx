import { Alert, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconEyeCheck, IconSignature, IconUpload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategories } from '@/hooks/useCategories';
import type { ImportPreview, ReadingChoices } from '@/hooks/useImportPreview';
import { useStartImport } from '@/hooks/useImports';
import type { UploadProgress } from '@/lib/api/upload';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { findCategory } from './CategoryField';
import { ColumnsTable } from './ColumnsTable';
import { ImportOptions } from './ImportOptions';
import { findProblems, hasConsents, hasPhone, writeColumns } from './mapping';
import { ReadingChoice } from './ReadingChoice';
import type { ImportDraft } from './useImportDraft';

/** The columns, the options and the start of an import. */
export function ImportSetup(props: {
  draft: ImportDraft;
  shown: ImportPreview;
  file: File;
  isReading: boolean;
  onChange: (part: Partial<ImportDraft>) => void;
  onReading: (reading: ReadingChoices) => void;
}) {
  const { t } = useTranslation('imports');
  const describe = useErrorText();
  const navigate = useNavigate();
  const { draft, shown, file, onChange } = props;
  const categories = useCategories().data?.items ?? [];
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<UploadProgress | null>(null);
  const start = useStartImport(setSent);
  const problems = findProblems(draft.columns);
  const noPhone = !hasPhone(draft.columns);
  const noCategory = !draft.category.trim();
  const country = draft.country === undefined ? shown.default_country : draft.country;
  const isDoubtful = shown.country_doubt !== null && draft.kept !== country;

  const submit = (dryRun: boolean) => {
    setTried(true);
    if (noPhone || noCategory || isDoubtful || problems.size > 0) return;
    const existing = findCategory(categories, draft.category);
    setSent(null);
    start.mutate(
      {
        file,
        columns: writeColumns(draft.columns),
        reading: draft.reading,
        category: existing && existing.id > 0 ? { id: existing.id } : { name: draft.category.trim() },
        defaultCountry: country,
        updateExisting: draft.updateExisting,
        dryRun,
      },
      { onSuccess: (job) => navigate({ to: '/contacts/import/$jobId', params: { jobId: job.id } }) },
    );
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(false);
      }}
    >
      <Stack gap="md">
        <Paper withBorder radius="md" p="md">
          <Title order={2} size="h4">
            {t('columns.title')}
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            {t('columns.hint')}
          </Text>
          <ReadingChoice
            choices={draft.reading}
            shown={shown}
            isReading={props.isReading}
            onChange={props.onReading}
          />
          {noPhone && (
            <Alert color="orange" icon={<IconAlertTriangle />} mb="md" role="status">
              {t('columns.no_phone')}
            </Alert>
          )}
          {hasConsents(draft.columns) && (
            <Alert color="blue" icon={<IconSignature />} mb="md" role="status">
              {t('columns.consents')}
            </Alert>
          )}
          <ColumnsTable
            columns={draft.columns}
            rows={shown.rows}
            problems={problems}
            onChange={(changed) =>
              onChange({
                columns: draft.columns.map((column) => (column.place === changed.place ? changed : column)),
              })
            }
          />
        </Paper>
        <Paper withBorder radius="md" p="md">
          <Title order={2} size="h4" mb="md">
            {t('options.title')}
          </Title>
          <ImportOptions
            draft={draft}
            shown={shown}
            country={country}
            isDoubtful={isDoubtful}
            tried={tried}
            onChange={onChange}
            categoryError={tried && noCategory ? t('options.category_needed') : undefined}
          />
        </Paper>
        {start.error && (
          <Alert color="red" icon={<IconAlertTriangle />} title={t('file.refused')} role="alert">
            {describe(start.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="md">
          {start.isPending && <Sending sent={sent} />}
          <Button
            size="md"
            variant="default"
            leftSection={<IconEyeCheck size={18} aria-hidden />}
            disabled={noPhone || start.isPending}
            onClick={() => submit(true)}
          >
            {t('dry_run.action')}
          </Button>
          <Button
            type="submit"
            size="md"
            leftSection={<IconUpload size={18} />}
            loading={start.isPending}
            disabled={noPhone}
          >
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Sending({ sent }: { sent: UploadProgress | null }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const percent = sent && sent.total > 0 ? (100 * sent.sent) / sent.total : 0;
  return (
    <Stack gap={4} flex={1} maw={360}>
      <Text size="sm" role="status">
        {percent < 100 ? t('uploading', { shown: format.percent(Math.floor(percent)) }) : t('uploaded')}
      </Text>
      <Progress value={percent} aria-hidden animated={percent >= 100} />
    </Stack>
  );
}
