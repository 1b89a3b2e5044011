import { ActionIcon, Checkbox, Popover, ScrollArea, Stack, Text, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  fields: readonly string[];
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
  className?: string | undefined;
}

/** Which own fields are columns of the list. */
export function ColumnsMenu({ fields, chosen, onChoose, className }: Props) {
  const { t } = useTranslation('contacts');
  return (
    <Popover position="bottom-end" width={260} trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={t('columns.choose')}>
          <ActionIcon className={className} variant="subtle" color="gray" aria-label={t('columns.choose')}>
            <IconColumns3 size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns.choose')}>
        <Text size="sm" fw={600} mb="xs">
          {t('columns.choose')}
        </Text>
        {fields.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('columns.none')}
          </Text>
        ) : (
          <ScrollArea.Autosize mah={300}>
            <Checkbox.Group value={[...chosen]} onChange={onChoose} aria-label={t('columns.choose')}>
              <Stack gap="xs" p={2}>
                {fields.map((name) => (
                  <Checkbox key={name} value={name} label={name} />
                ))}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
