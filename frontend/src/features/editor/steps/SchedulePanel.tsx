import { Paper, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { LOCAL_TIME, scheduledAt } from '@/features/editor/draft/draft';
import type { Editor } from '@/features/editor/draft/useEditor';
import { AdvancedSettings } from '@/features/editor/fields/AdvancedSettings';
import { useFieldError } from '@/features/editor/fields/useFieldError';
import { useFormat } from '@/lib/useFormat';

/** Start at once or at a time of the reader's own clock. */
export function SchedulePanel({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const errorOf = useFieldError(editor);
  const { schedule } = editor.draft;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const at = scheduledAt(editor.draft);
  const set = (part: Partial<typeof schedule>) => editor.change({ schedule: { ...schedule, ...part } });
  const title = t('schedule.title');
  return (
    <Paper withBorder radius="md" p={{ base: 'md', sm: 'lg' }}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          aria-label={title}
          value={schedule.mode}
          onChange={(mode) => set({ mode: mode === 'later' ? 'later' : 'now' })}
          data={[
            { value: 'now', label: t('schedule.now') },
            { value: 'later', label: t('schedule.later') },
          ]}
        />
        {schedule.mode === 'later' && (
          // The browser's own: it knows the reader's clock, and a phone shows its own wheels.
          <TextInput
            type="datetime-local"
            label={t('schedule.at')}
            description={t('schedule.zone', { zone })}
            min={dayjs().format(LOCAL_TIME)}
            value={schedule.at ?? ''}
            error={errorOf('schedule')}
            onChange={(event) => set({ at: event.currentTarget.value || null })}
          />
        )}
        {at && Date.parse(at) > Date.now() && (
          <Text size="sm" fw={600}>
            {t('schedule.starts', { when: format.relative(at), time: format.dateTime(at) })}
          </Text>
        )}
        <AdvancedSettings editor={editor} />
      </Stack>
    </Paper>
  );
}
