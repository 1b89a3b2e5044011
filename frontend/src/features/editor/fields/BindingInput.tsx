import { Box, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BindingDraft } from '@/components/whatsapp/draft-shape';
import { VALUE_MOST } from '@/features/editor/draft/limits';
import { FieldSelect } from './FieldSelect';

/** Where one variable of a template gets its value from. */
export function BindingInput(props: {
  label: string;
  hint?: string;
  binding: BindingDraft;
  fields: readonly string[];
  error: string | undefined;
  onChange: (binding: BindingDraft) => void;
}) {
  const { t } = useTranslation('editor');
  const { label, binding, fields, error, onChange } = props;
  const set = (part: Partial<BindingDraft>) => onChange({ ...binding, ...part });
  return (
    <Box component="fieldset" m={0} p={0} bd="none">
      <Text component="legend" size="sm" fw={600} mb={props.hint ? 0 : 6} p={0}>
        {label}
      </Text>
      {props.hint && (
        <Text size="xs" c="dimmed" mb={6} style={{ overflowWrap: 'anywhere' }}>
          {props.hint}
        </Text>
      )}
      <Stack gap="xs">
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={label}
          value={binding.source}
          onChange={(source) => set({ source: source === 'constant' ? 'constant' : 'field' })}
          data={[
            { value: 'field', label: t('binding.from_field') },
            { value: 'constant', label: t('binding.constant') },
          ]}
        />
        {binding.source === 'field' ? (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <FieldSelect
              label={t('binding.field')}
              placeholder={t('binding.choose')}
              fields={fields}
              value={binding.field}
              error={error}
              onChange={(field) => set({ field })}
            />
            <TextInput
              label={t('binding.fallback')}
              placeholder={t('binding.fallback_placeholder')}
              maxLength={VALUE_MOST}
              value={binding.fallback}
              onChange={(event) => set({ fallback: event.currentTarget.value })}
            />
          </SimpleGrid>
        ) : (
          <TextInput
            label={t('binding.value')}
            maxLength={VALUE_MOST}
            value={binding.value}
            error={error}
            onChange={(event) => set({ value: event.currentTarget.value })}
          />
        )}
        {binding.source === 'field' && binding.field !== '' && binding.fallback.trim() === '' && (
          <Text size="xs" c="dimmed">
            {t('binding.left_out')}
          </Text>
        )}
      </Stack>
    </Box>
  );
}
