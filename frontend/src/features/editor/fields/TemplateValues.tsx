import { Button, Divider, Group, Input, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { readComponents } from '@/components/whatsapp/rendering';
import { TemplateStatusBadge } from '@/components/whatsapp/TemplateStatusBadge';
import { isMediaHeader, NO_BINDING, valueButtons } from '@/features/editor/draft/draft';
import { HEADER_TEXT_MOST } from '@/features/editor/draft/limits';
import type { Editor } from '@/features/editor/draft/useEditor';
import type { Template } from '@/hooks/useTemplates';
import { BindingInput } from './BindingInput';
import { LinkInput, MediaInput } from './MediaInput';
import { useFieldError } from './useFieldError';

/** The chosen template and everything that it needs to be sent. */
export function TemplateValues(props: {
  editor: Editor;
  template: Template;
  fields: readonly string[];
  senderId: number | null;
  onChange: () => void;
}) {
  const { t } = useTranslation('editor');
  const { editor, template, fields } = props;
  const { draft, change } = editor;
  const errorOf = useFieldError(editor);
  const { body_parameters: names } = template.shape;
  const buttons = valueButtons(template);
  const hasHeader = template.shape.header_parameter !== null || isMediaHeader(template);
  const components = readComponents(template);
  const addresses = components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  return (
    <Paper withBorder radius="md" p={{ base: 'md', sm: 'lg' }}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
            {template.name}
          </Title>
          <Group gap="xs" mt={4}>
            <TemplateStatusBadge status={template.status} />
            <Text size="sm" c="dimmed">
              {template.language}
            </Text>
          </Group>
        </div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsExchange size={16} />}
          onClick={props.onChange}
        >
          {t('template.other')}
        </Button>
      </Group>
      <Divider my="md" />
      <Stack gap="lg">
        {hasHeader && <HeaderInput editor={editor} template={template} senderId={props.senderId} />}
        {names.map((name) => (
          <BindingInput
            key={name}
            label={t('binding.label', { name: `{{${name}}}` })}
            binding={draft.variables[name] ?? NO_BINDING}
            fields={fields}
            error={errorOf(`variables.${name}`)}
            onChange={(binding) => change({ variables: { ...draft.variables, [name]: binding } })}
          />
        ))}
        {buttons.map((button) => (
          <BindingInput
            key={button.index}
            label={t(button.kind === 'url' ? 'binding.button_url' : 'binding.button', {
              text: button.text || button.kind,
            })}
            {...(addresses[button.index]?.url && { hint: addresses[button.index]?.url ?? '' })}
            binding={draft.buttons[button.index] ?? NO_BINDING}
            fields={fields}
            error={errorOf(`buttons.${button.index}`)}
            onChange={(binding) => change({ buttons: { ...draft.buttons, [button.index]: binding } })}
          />
        ))}
        {!hasHeader && names.length === 0 && buttons.length === 0 && (
          <Text c="dimmed" size="sm">
            {t('template.nothing_to_fill')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function HeaderInput(props: { editor: Editor; template: Template; senderId: number | null }) {
  const { t } = useTranslation('editor');
  const { editor, template } = props;
  const { header } = editor.draft;
  const error = useFieldError(editor)('header');
  const set = (part: Partial<typeof header>) => editor.change({ header: { ...header, ...part } });
  const kind = template.shape.header_kind;
  if (template.shape.header_parameter !== null) {
    return (
      <TextInput
        label={t('header.text')}
        description={t('header.text_description')}
        maxLength={HEADER_TEXT_MOST}
        value={header.text}
        error={error}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    );
  }
  if (kind === 'IMAGE') {
    return (
      <MediaInput
        label={t('header.image')}
        media={header}
        senderId={props.senderId}
        error={error}
        onChange={set}
      />
    );
  }
  // Only images can be uploaded here; others are fetched by Meta from where they are.
  return (
    <Stack gap="xs" role="group" aria-label={t(kind === 'VIDEO' ? 'header.video' : 'header.document')}>
      <Input.Label labelElement="div">{t(kind === 'VIDEO' ? 'header.video' : 'header.document')}</Input.Label>
      <LinkInput link={header.link} error={error} onChange={(link) => set({ link, source: 'link' })} />
      {kind === 'DOCUMENT' && (
        <TextInput
          label={t('header.filename')}
          placeholder={t('header.filename_placeholder')}
          maxLength={240}
          value={header.filename}
          onChange={(event) => set({ filename: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
