import { Paper, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NAME_MOST } from '@/features/editor/draft/limits';
import type { Editor } from '@/features/editor/draft/useEditor';
import { CategoriesField } from '@/features/editor/fields/CategoriesField';
import { useFieldError } from '@/features/editor/fields/useFieldError';
import type { Category } from '@/hooks/useCategories';
import type { Sender } from '@/hooks/useSenders';

/** Step 1: what it is called, who gets it, and from which number. */
export function AudienceStep(props: {
  editor: Editor;
  categories: readonly Category[];
  senders: readonly Sender[];
}) {
  const { t } = useTranslation('editor');
  const { editor, categories, senders } = props;
  const { draft, change } = editor;
  const errorOf = useFieldError(editor);
  return (
    <Paper withBorder radius="md" p={{ base: 'md', sm: 'lg' }} maw={820} w="100%" mx="auto">
      <Stack gap="lg">
        <TextInput
          label={t('name.label')}
          description={t('name.description')}
          placeholder={t('name.placeholder')}
          required
          withAsterisk={false}
          maxLength={NAME_MOST}
          value={draft.name}
          error={errorOf('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <CategoriesField
          categories={categories}
          chosen={draft.categoryIds}
          error={errorOf('categories')}
          onChange={(categoryIds) => change({ categoryIds })}
        />
        {(senders.length > 1 || errorOf('sender')) && (
          <Select
            label={t('sender.label')}
            description={t('sender.description')}
            allowDeselect={false}
            value={String(draft.senderId ?? senders[0]?.id ?? '')}
            data={senders.map((sender) => ({ value: String(sender.id), label: nameOfSender(sender) }))}
            error={errorOf('sender')}
            onChange={(id) => change({ senderId: Number(id) })}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** "Relance · +229 01 97 12 34 56", or what of it is known. */
const nameOfSender = (sender: Sender): string =>
  [sender.verified_name, sender.display_phone_number].filter(Boolean).join(' · ') || sender.phone_number_id;
