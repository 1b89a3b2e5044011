import { ActionIcon, Button, Group, Input, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplyButtonDraft } from '@/components/whatsapp/draft-shape';
import { addButton } from '@/features/editor/draft/draft';
import { BUTTON_TITLE_MOST, BUTTONS_MOST, countCharacters } from '@/features/editor/draft/limits';
import { useFormat } from '@/lib/useFormat';

/** One to three reply buttons under Message 2. */
export function ReplyButtons(props: {
  buttons: ReplyButtonDraft[];
  errorOf: (field: string) => string | undefined;
  onChange: (buttons: ReplyButtonDraft[]) => void;
}) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const { buttons, onChange, errorOf } = props;
  return (
    <Stack gap="xs" role="group" aria-label={t('replies.label')}>
      <Input.Label labelElement="div">{t('replies.label')}</Input.Label>
      {buttons.map((button, index) => (
        <Group key={button.id} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            flex={1}
            aria-label={t('replies.title', { number: index + 1 })}
            placeholder={t('replies.placeholder')}
            maxLength={BUTTON_TITLE_MOST}
            value={button.title}
            error={errorOf(`message2.buttons.${index}`)}
            onChange={(event) => {
              const title = event.currentTarget.value;
              onChange(buttons.map((other) => (other.id === button.id ? { ...other, title } : other)));
            }}
            rightSectionWidth={54}
            rightSection={
              <Text size="xs" c="dimmed">
                {format.count(countCharacters(button.title))}/{format.count(BUTTON_TITLE_MOST)}
              </Text>
            }
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('replies.remove', { number: index + 1 })}
            onClick={() => onChange(buttons.filter(({ id }) => id !== button.id))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={buttons.length >= BUTTONS_MOST}
          onClick={() => onChange(addButton(buttons))}
          {...(errorOf('message2.buttons') && { 'aria-invalid': true })}
        >
          {t('replies.add')}
        </Button>
      </Group>
      {errorOf('message2.buttons') && <Input.Error role="alert">{errorOf('message2.buttons')}</Input.Error>}
    </Stack>
  );
}
