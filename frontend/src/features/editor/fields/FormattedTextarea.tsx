import { ActionIcon, Button, Group, Menu, Text, Textarea } from '@mantine/core';
import { IconBold, IconItalic, IconStrikethrough, IconVariable } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isBasic, useFieldName } from '@/components/whatsapp/useFieldName';
import { countCharacters } from '@/features/editor/draft/limits';
import { useFormat } from '@/lib/useFormat';
import { insertAt, wrapAt } from './text-edits';

/** A text of WhatsApp: its marks and the contact's fields are put in where the cursor is; the limit is live. */
export function FormattedTextarea(props: {
  label: string;
  text: string;
  most: number;
  fields: readonly string[];
  error: string | undefined;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const area = useRef<HTMLTextAreaElement>(null);
  const length = countCharacters(props.text);

  /** Change the text where the cursor is, which stays in the middle of it. */
  const edit = (
    change: (text: string, start: number, end: number) => { text: string; start: number; end: number },
  ) => {
    const { selectionStart, selectionEnd } = area.current ?? {
      selectionStart: props.text.length,
      selectionEnd: props.text.length,
    };
    const next = change(props.text, selectionStart, selectionEnd);
    props.onChange(next.text);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.start, next.end);
    });
  };

  const marks = [
    { mark: '*', label: t('format.bold'), icon: IconBold },
    { mark: '_', label: t('format.italic'), icon: IconItalic },
    { mark: '~', label: t('format.strike'), icon: IconStrikethrough },
  ];
  return (
    <div>
      <Textarea
        ref={area}
        label={props.label}
        autosize
        minRows={4}
        maxRows={14}
        value={props.text}
        error={props.error}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <Group justify="space-between" gap="xs" mt={6}>
        <Group gap={4}>
          {marks.map(({ mark, label, icon: Icon }) => (
            <ActionIcon
              key={mark}
              variant="default"
              size="md"
              aria-label={label}
              title={label}
              onClick={() => edit((text, start, end) => wrapAt(text, start, end, mark))}
            >
              <Icon size={16} />
            </ActionIcon>
          ))}
          <FieldMenu
            fields={props.fields}
            onInsert={(field) => edit((text, start, end) => insertAt(text, start, end, `{{${field}}}`))}
          />
        </Group>
        <Text size="xs" c={length > props.most ? 'red.8' : 'dimmed'} aria-live="off">
          {t('format.length', { length: format.count(length), most: format.count(props.most) })}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t('format.default_hint', { example: `{{first_name|${t('format.example')}}}` })}
      </Text>
    </div>
  );
}

function FieldMenu({ fields, onInsert }: { fields: readonly string[]; onInsert: (field: string) => void }) {
  const { t } = useTranslation('editor');
  const nameOf = useFieldName();
  const own = fields.filter((field) => !isBasic(field));
  return (
    // The cursor goes back into the text, not to the button.
    <Menu returnFocus={false} position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconVariable size={16} />}>
          {t('format.insert_field')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {fields.filter(isBasic).map((field) => (
          <Menu.Item key={field} onClick={() => onInsert(field)}>
            {nameOf(field)}
          </Menu.Item>
        ))}
        {own.length > 0 && <Menu.Label>{t('binding.own_fields')}</Menu.Label>}
        {own.map((field) => (
          <Menu.Item key={field} onClick={() => onInsert(field)}>
            {field}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
