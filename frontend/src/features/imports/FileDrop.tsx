import '@mantine/dropzone/styles.css';
import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet, IconFileX, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const LARGEST_BYTES = 100 * 1024 * 1024;

// Browsers and systems name CSV files in many ways; some not at all, hence the endings.
const ACCEPTED = {
  'text/csv': ['.csv', '.tsv', '.txt'],
  'application/csv': ['.csv'],
  'text/plain': ['.csv', '.txt'],
  'text/tab-separated-values': ['.tsv'],
  'application/vnd.ms-excel': ['.csv', '.xls'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
};

export type DropProblem = 'too_many' | 'wrong_type' | 'too_large';

/** Where a file is dropped or chosen. Loaded when it is needed: nobody else uses dropping. */
export default function FileDrop(props: {
  loading: boolean;
  onFile: (file: File) => void;
  onProblem: (problem: DropProblem) => void;
}) {
  const { t } = useTranslation('imports');
  return (
    <Dropzone
      onDrop={([file]) => file && props.onFile(file)}
      onReject={(rejections) => {
        const codes = rejections.flatMap(({ errors }) => errors.map(({ code }) => code));
        if (codes.includes('too-many-files')) props.onProblem('too_many');
        else props.onProblem(codes.includes('file-too-large') ? 'too_large' : 'wrong_type');
      }}
      accept={ACCEPTED}
      maxSize={LARGEST_BYTES}
      multiple={false}
      loading={props.loading}
      aria-label={t('drop.label')}
      inputProps={{ 'aria-label': t('drop.label') }}
      radius="md"
    >
      <Group justify="center" gap="lg" mih={180} style={{ pointerEvents: 'none' }}>
        <Dropzone.Accept>
          <IconUpload size={48} stroke={1.5} aria-hidden />
        </Dropzone.Accept>
        <Dropzone.Reject>
          <IconFileX size={48} stroke={1.5} aria-hidden />
        </Dropzone.Reject>
        <Dropzone.Idle>
          <IconFileSpreadsheet
            size={48}
            stroke={1.5}
            aria-hidden
            color="var(--mantine-primary-color-filled)"
          />
        </Dropzone.Idle>
        <Stack gap={4} style={{ flex: '0 1 420px' }}>
          <Text size="lg" fw={600}>
            <Dropzone.Idle>{t('drop.idle')}</Dropzone.Idle>
            <Dropzone.Accept>{t('drop.accept')}</Dropzone.Accept>
            <Dropzone.Reject>{t('drop.reject')}</Dropzone.Reject>
          </Text>
          <Text size="sm" c="dimmed">
            {t('drop.hint')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('drop.example')}
          </Text>
        </Stack>
      </Group>
    </Dropzone>
  );
}
