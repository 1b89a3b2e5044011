import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Preflight } from '@/hooks/usePreflight';
import { useFormat } from '@/lib/useFormat';

/** Says what a start means, before it is done: it cannot be taken back. */
export function StartDialog(props: {
  opened: boolean;
  /** When it starts; null is now. */
  at: string | null;
  preflight: Preflight | null;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const { at, preflight } = props;
  const count = preflight?.recipients ?? 0;
  const values = { count, shown: format.count(count), time: at ? format.dateTime(at) : '' };
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t(at ? 'start.schedule_title' : 'start.title')}
      centered
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Stack>
        <Text>{preflight ? t(at ? 'start.schedule_text' : 'start.text', values) : t('start.unknown')}</Text>
        <Text size="sm" c="dimmed">
          {t(at ? 'start.schedule_note' : 'start.note')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {tCommon('actions.cancel')}
          </Button>
          <Button data-autofocus loading={props.busy} onClick={props.onConfirm}>
            {t(at ? 'start.schedule_yes' : 'start.yes')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
