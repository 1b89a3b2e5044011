import { Paper, Radio, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message2Draft, Message2Kind } from '@/components/whatsapp/draft-shape';
import { addButton } from '@/features/editor/draft/draft';
import { SHORT_TEXT_MOST, TEXT_MOST } from '@/features/editor/draft/limits';
import type { ShownSample } from '@/features/editor/draft/samples';
import type { Editor } from '@/features/editor/draft/useEditor';
import classes from '@/features/editor/Editor.module.css';
import { FormattedTextarea } from '@/features/editor/fields/FormattedTextarea';
import { MediaInput } from '@/features/editor/fields/MediaInput';
import { ReplyButtons } from '@/features/editor/fields/ReplyButtons';
import { useFieldError } from '@/features/editor/fields/useFieldError';
import { PreviewPanel } from './PreviewPanel';

const KINDS = ['none', 'text', 'buttons', 'image'] as const satisfies readonly Message2Kind[];

/** Step 3: what whoever interacts gets at once, beside both messages as they will be seen. */
export function Message2Step(props: {
  editor: Editor;
  fields: readonly string[];
  samples: readonly ShownSample[];
  senderId: number | null;
  from: string;
}) {
  const { t } = useTranslation('editor');
  const { editor } = props;
  const { draft, change } = editor;
  const { message2 } = draft;
  const errorOf = useFieldError(editor);
  const title = useId();
  const set = (part: Partial<Message2Draft>) => change({ message2: { ...message2, ...part } });
  const choose = (kind: Message2Kind) =>
    set({
      kind,
      ...(kind === 'buttons' && message2.buttons.length === 0 && { buttons: addButton([]) }),
    });
  return (
    <div className={classes.beside} data-wide>
      <Paper withBorder radius="md" p={{ base: 'md', sm: 'lg' }}>
        <Stack gap="lg">
          <div>
            <Title order={2} size="h4" id={title}>
              {t('message_2.title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('message_2.description')}
            </Text>
          </div>
          <Radio.Group
            value={message2.kind}
            onChange={(kind) => choose(KINDS.find((known) => known === kind) ?? 'none')}
            aria-labelledby={title}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
              {KINDS.map((kind) => (
                <Radio.Card key={kind} value={kind} className={classes.choice}>
                  <div className={classes.radio}>
                    <Radio.Indicator />
                    <div>
                      <Text size="sm" fw={600}>
                        {t(`message_2.kind.${kind}`)}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {t(`message_2.about.${kind}`)}
                      </Text>
                    </div>
                  </div>
                </Radio.Card>
              ))}
            </SimpleGrid>
          </Radio.Group>
          {message2.kind === 'image' && (
            <MediaInput
              label={t('message_2.image')}
              media={message2.image}
              senderId={props.senderId}
              error={errorOf('message2.image')}
              onChange={(part) => set({ image: { ...message2.image, ...part } })}
            />
          )}
          {message2.kind !== 'none' && (
            <FormattedTextarea
              label={t(message2.kind === 'image' ? 'message_2.caption' : 'message_2.text')}
              text={message2.text}
              most={message2.kind === 'text' ? TEXT_MOST : SHORT_TEXT_MOST}
              fields={props.fields}
              error={errorOf('message2.text')}
              onChange={(text) => set({ text })}
            />
          )}
          {message2.kind === 'buttons' && (
            <ReplyButtons
              buttons={message2.buttons}
              errorOf={errorOf}
              onChange={(buttons) => set({ buttons })}
            />
          )}
        </Stack>
      </Paper>
      <div className={classes.sticky}>
        <PreviewPanel samples={props.samples} draft={draft} template={editor.template} from={props.from} />
      </div>
    </div>
  );
}
