import { Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { readSamples, type ShownSample } from '@/features/editor/draft/samples';
import type { Editor } from '@/features/editor/draft/useEditor';
import classes from '@/features/editor/Editor.module.css';
import type { Preflight } from '@/hooks/usePreflight';
import { PreflightReport } from './PreflightReport';
import { PreviewPanel } from './PreviewPanel';
import { SchedulePanel } from './SchedulePanel';
import { SendTestPanel } from './SendTestPanel';

/** Step 4: what would happen, both messages for real recipients, a test, and when it starts. */
export function CheckStep(props: {
  editor: Editor;
  report: UseQueryResult<Preflight>;
  samples: readonly ShownSample[];
  from: string;
}) {
  const { editor, report } = props;
  const rendered = report.data ? readSamples(report.data.samples) : [];
  return (
    <div className={classes.beside} data-wide>
      <Stack gap="lg">
        <PreflightReport editor={editor} report={report} />
        <SchedulePanel editor={editor} />
      </Stack>
      <Stack gap="lg" className={classes.sticky ?? ''}>
        <PreviewPanel
          samples={rendered.length > 0 ? rendered : props.samples}
          draft={editor.draft}
          template={editor.template}
          from={props.from}
        />
        <SendTestPanel editor={editor} />
      </Stack>
    </div>
  );
}
