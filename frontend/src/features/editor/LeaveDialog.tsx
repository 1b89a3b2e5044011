import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Editor } from '@/features/editor/draft/useEditor';

/** Asks before a page with unsaved changes is left; the browser asks when its window is closed. */
export function LeaveDialog({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  const blocker = useBlocker({
    // Another step of the same page is no leaving.
    shouldBlockFn: ({ current, next }) => editor.dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => editor.dirty,
    withResolver: true,
  });
  const { proceed, reset } = blocker;
  const save = async () => {
    const saved = await editor.save({ scheduled: editor.campaign?.status === 'scheduled' });
    if (saved.kind === 'refused') reset?.();
    else proceed?.();
  };
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => reset?.()}
      title={t('leave.title')}
      centered
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Stack>
        <Text size="sm">{t('leave.text')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => proceed?.()}>
            {t('leave.discard')}
          </Button>
          <Button variant="default" onClick={() => reset?.()}>
            {t('leave.stay')}
          </Button>
          <Button data-autofocus loading={editor.saving} onClick={() => void save()}>
            {t('leave.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
