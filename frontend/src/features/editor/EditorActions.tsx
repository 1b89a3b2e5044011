import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconArrowRight, IconCalendarClock, IconSend } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { STEPS } from '@/features/editor/draft/checks';
import type { Editor } from '@/features/editor/draft/useEditor';
import type { useStart } from '@/features/editor/draft/useStart';
import { slug } from '@/features/editor/draft/useSteps';
import classes from './Editor.module.css';

/** Back, save and onward: always in reach, at the foot of the window. */
export function EditorActions(props: {
  editor: Editor;
  start: ReturnType<typeof useStart>;
  /** What is known to keep it from starting now. */
  blocked: boolean;
}) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  const { editor, start } = props;
  const at = STEPS.indexOf(editor.step);
  const before = STEPS[at - 1];
  const next = STEPS[at + 1];
  return (
    <div className={classes.actions}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        {before ? (
          <Button
            variant="subtle"
            px={{ base: 'xs', xs: 'md' }}
            leftSection={<IconArrowLeft size={16} />}
            onClick={() => editor.goTo(before)}
          >
            {tCommon('actions.back')}
          </Button>
        ) : (
          <span />
        )}
        <Group gap="xs" wrap="nowrap">
          <SaveButton editor={editor} />
          {next ? (
            <Button
              px={{ base: 'xs', xs: 'md' }}
              rightSection={<IconArrowRight size={16} />}
              onClick={() => editor.goTo(next)}
            >
              {tCommon('actions.next')}
            </Button>
          ) : (
            <Button
              px={{ base: 'xs', xs: 'md' }}
              leftSection={start.later ? <IconCalendarClock size={16} /> : <IconSend size={16} />}
              loading={start.busy}
              disabled={props.blocked && !start.later}
              onClick={start.ask}
            >
              {t(start.later ? 'actions.schedule' : 'actions.start')}
            </Button>
          )}
        </Group>
      </Group>
    </div>
  );
}

function SaveButton({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const { t: tCommon } = useTranslation();
  const navigate = useNavigate();
  const scheduled = editor.campaign?.status === 'scheduled' && editor.draft.schedule.mode === 'later';
  const say = (message: string) =>
    notifications.show({
      message,
      color: 'teal',
      closeButtonProps: { 'aria-label': tCommon('actions.close') },
    });
  const save = async () => {
    const saved = await editor.save({ scheduled });
    if (saved.kind === 'refused') return;
    if (saved.kind === 'browser') {
      say(t('saved.browser'));
      return;
    }
    say(t(scheduled ? 'saved.changes' : 'saved.draft'));
    if (!editor.campaign) {
      void navigate({
        to: '/campaigns/$campaignId/edit',
        params: { campaignId: saved.campaign.id },
        hash: slug(editor.step),
        hashScrollIntoView: false,
        resetScroll: false,
        replace: true,
        ignoreBlocker: true,
      });
    }
  };
  return (
    <Button
      variant="default"
      px={{ base: 'xs', xs: 'md' }}
      loading={editor.saving}
      disabled={!editor.dirty}
      onClick={() => void save()}
    >
      {t(scheduled ? 'actions.save_changes' : 'actions.save_draft')}
    </Button>
  );
}
