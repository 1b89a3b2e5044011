import { Box, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/components/PageHeader';
import type { Draft } from '@/components/whatsapp/draft-shape';
import { namesOfFields, showSamples } from '@/features/editor/draft/samples';
import { type Editor, useEditor } from '@/features/editor/draft/useEditor';
import type { EditorData } from '@/features/editor/draft/useEditorData';
import { useSampleContacts } from '@/features/editor/draft/useSampleContacts';
import { useStart } from '@/features/editor/draft/useStart';
import { Notice } from '@/features/editor/fields/Notice';
import { AudienceStep } from '@/features/editor/steps/AudienceStep';
import { CheckStep } from '@/features/editor/steps/CheckStep';
import { EditorSteps } from '@/features/editor/steps/EditorSteps';
import { Message1Step } from '@/features/editor/steps/Message1Step';
import { Message2Step } from '@/features/editor/steps/Message2Step';
import type { Campaign } from '@/hooks/useCampaigns';
import { usePreflight } from '@/hooks/usePreflight';
import { EditorActions } from './EditorActions';
import { LeaveDialog } from './LeaveDialog';
import { StartDialog } from './StartDialog';

/** The editor of a campaign that has not started: four steps, saved when asked. */
export function CampaignEditor(props: {
  campaign: Campaign | null;
  initial: Draft;
  data: EditorData;
  badge?: ReactNode;
  /** What stands below the title of the first step. */
  note?: ReactNode;
}) {
  const { t } = useTranslation('editor');
  const { campaign, data } = props;
  const { templates, senders } = data;
  const senderOf = useCallback(
    (draft: Draft) => senders.find(({ id }) => id === draft.senderId) ?? senders[0] ?? null,
    [senders],
  );
  const templatesOf = useCallback(
    (draft: Draft) => {
      const account = senderOf(draft)?.waba_id;
      return account ? templates.filter(({ waba_id }) => waba_id === account) : templates;
    },
    [senderOf, templates],
  );
  const findTemplate = useCallback(
    (draft: Draft) =>
      templatesOf(draft).find(
        ({ name, language }) => name === draft.template?.name && language === draft.template.language,
      ) ?? null,
    [templatesOf],
  );
  const editor = useEditor({ campaign, initial: props.initial, findTemplate });
  const start = useStart(editor);
  const { draft, step, template } = editor;
  const sender = senderOf(draft);
  const from = sender?.verified_name ?? sender?.display_phone_number ?? t('preview.business');

  const contacts = useSampleContacts(draft.categoryIds);
  const fields = namesOfFields(contacts);
  const samples = showSamples(draft, template, contacts);
  const complete = editor.problems.every((problem) => problem.step === 'check');
  const report = usePreflight(step === 'check' && complete ? editor.requestOf(false) : null);
  const blocked = (report.data?.problems ?? []).some(({ code }) => !code.endsWith('_blocked'));

  const heading = useStepFocus(step);
  return (
    <Box ref={editor.form}>
      <PageHeader
        title={campaign ? t('page.edit', { name: campaign.name }) : t('page.new')}
        badge={props.badge}
      />
      {step === 'audience' && props.note}
      <EditorSteps editor={editor} />
      <Box
        component="section"
        ref={heading}
        tabIndex={-1}
        aria-label={t(`steps.${step}`)}
        mt="lg"
        style={{ outline: 'none' }}
      >
        <Refused editor={editor} />
        {step === 'audience' && (
          <AudienceStep editor={editor} categories={data.categories} senders={senders} />
        )}
        {step === 'message_1' && (
          <Message1Step
            editor={editor}
            templates={templatesOf(draft)}
            fields={fields}
            samples={samples}
            senderId={sender?.id ?? null}
            from={from}
          />
        )}
        {step === 'message_2' && (
          <Message2Step
            editor={editor}
            fields={fields}
            samples={samples}
            senderId={sender?.id ?? null}
            from={from}
          />
        )}
        {step === 'check' && <CheckStep editor={editor} report={report} samples={samples} from={from} />}
      </Box>
      <EditorActions editor={editor} start={start} blocked={blocked} />
      <StartDialog
        opened={start.asking}
        at={start.later ? start.at : null}
        preflight={report.data ?? null}
        busy={start.busy}
        onClose={start.cancel}
        onConfirm={() => void start.confirm()}
      />
      <LeaveDialog editor={editor} />
    </Box>
  );
}

/** What the API refused about the campaign as a whole; the rest is said at its field. */
function Refused({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  if (editor.refusal?.field !== '') return null;
  return (
    <Notice color="red" icon={<IconAlertTriangle />} title={t('saved.refused')} role="alert" mb="lg">
      <Text size="sm">{editor.refusal.text}</Text>
    </Notice>
  );
}

/** Whoever listens or uses the keyboard goes on at the top of the step that was opened. */
function useStepFocus(step: string) {
  const section = useRef<HTMLElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    window.scrollTo({ top: 0 });
    section.current?.focus({ preventScroll: true });
  }, [step]);
  return section;
}
