import { useState } from 'react';
import { chooseTemplate, isMediaHeader } from '@/features/editor/draft/draft';
import type { ShownSample } from '@/features/editor/draft/samples';
import type { Editor } from '@/features/editor/draft/useEditor';
import classes from '@/features/editor/Editor.module.css';
import { TemplateChooser } from '@/features/editor/fields/TemplateChooser';
import { TemplateValues } from '@/features/editor/fields/TemplateValues';
import { useFieldError } from '@/features/editor/fields/useFieldError';
import type { Template } from '@/hooks/useTemplates';
import { PreviewPanel } from './PreviewPanel';

/** Step 2: the template of Message 1 and its values. */
export function Message1Step(props: {
  editor: Editor;
  templates: readonly Template[];
  fields: readonly string[];
  samples: readonly ShownSample[];
  senderId: number | null;
  from: string;
}) {
  const { editor, templates, fields } = props;
  const { draft, change, template } = editor;
  const [choosing, setChoosing] = useState(template === null);
  const error = useFieldError(editor)('template');
  const choose = (chosen: Template) => {
    const next = chooseTemplate(draft, chosen, fields);
    // Only images can be uploaded: a video or a document is always by its address.
    const linkOnly = isMediaHeader(chosen) && chosen.shape.header_kind !== 'IMAGE';
    change(linkOnly ? { ...next, header: { ...next.header, source: 'link' } } : next);
    setChoosing(false);
    window.scrollTo({ top: 0 });
  };
  if (choosing || !template || error) {
    return <TemplateChooser templates={templates} chosen={draft.template} error={error} onChoose={choose} />;
  }
  return (
    <div className={classes.beside}>
      <TemplateValues
        editor={editor}
        template={template}
        fields={fields}
        senderId={props.senderId}
        onChange={() => setChoosing(true)}
      />
      <div className={classes.sticky}>
        <PreviewPanel
          samples={props.samples}
          draft={draft}
          template={template}
          from={props.from}
          only="message_1"
        />
      </div>
    </div>
  );
}
