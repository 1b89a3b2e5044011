import { Alert, Anchor, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconFileSpreadsheet } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/components/links';
import { PageHeader } from '@/components/PageHeader';
import { ApiError } from '@/lib/api/errors';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import type { DropProblem } from './FileDrop';
import { ImportSetup } from './ImportSetup';
import { PastImports } from './PastImports';
import { sampleFile } from './sample-file';
import { useImportDraft } from './useImportDraft';

const FileDrop = lazy(() => import('./FileDrop'));

/** From a file to an import: drop it, say what its columns hold and where it goes, start. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const describe = useErrorText();
  const { draft, shown, change, choose, readAs, forget, isReading, readError } = useImportDraft();
  const [dropProblem, setDropProblem] = useState<DropProblem | null>(null);
  const problem = dropProblem ? sayProblem(dropProblem) : readError && describe(readError);

  function sayProblem(what: DropProblem): string {
    if (what !== 'too_large') return t(`drop.${what}`);
    return describe(new ApiError({ code: 'file_too_large', message: t('drop.hint'), status: 413 }));
  }

  return (
    <>
      <PageHeader title={t('title')} description={t('description')}>
        <ButtonLink to="/contacts" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {t('back')}
        </ButtonLink>
      </PageHeader>
      <Stack gap="md">
        {problem && (
          <Alert color="red" icon={<IconAlertTriangle />} title={t('file.refused_read')} role="alert">
            {problem}
          </Alert>
        )}
        {draft.file && shown ? (
          <>
            <ChosenFile file={draft.file} onChange={forget} />
            <ImportSetup
              draft={draft}
              shown={shown}
              file={draft.file}
              isReading={isReading}
              onChange={change}
              onReading={readAs}
            />
          </>
        ) : (
          <>
            <Suspense fallback={<Skeleton h={216} radius="md" />}>
              <FileDrop
                loading={isReading}
                onFile={(file) => {
                  setDropProblem(null);
                  choose(file);
                }}
                onProblem={setDropProblem}
              />
            </Suspense>
            <SampleLink />
            <PastImports />
          </>
        )}
      </Stack>
    </>
  );
}

/** A small file as an import takes it, to be filled in. */
function SampleLink() {
  const { t, i18n } = useTranslation('imports');
  const { name, address } = sampleFile(i18n.language);
  return (
    <Text size="sm">
      <Anchor href={address} download={name} inherit>
        {t('drop.sample')}
      </Anchor>
    </Text>
  );
}

function ChosenFile({ file, onChange }: { file: File; onChange: () => void }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <Paper withBorder radius="md" p="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <IconFileSpreadsheet size={28} stroke={1.5} aria-hidden />
          <div style={{ minWidth: 0 }}>
            <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
              {file.name}
            </Title>
            <Text size="sm" c="dimmed">
              {format.bytes(file.size)}
            </Text>
          </div>
        </Group>
        <Button variant="default" onClick={onChange}>
          {t('file.change')}
        </Button>
      </Group>
    </Paper>
  );
}
