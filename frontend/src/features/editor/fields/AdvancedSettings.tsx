import { Button, Collapse, Group, NumberInput, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustments } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RATE_MOST, WINDOW_MOST_S } from '@/features/editor/draft/limits';
import type { Editor } from '@/features/editor/draft/useEditor';
import { useFieldError } from './useFieldError';

const MINUTE_S = 60;
const HOUR_S = 3600;

/** What hardly anybody needs: a slower pace, a shorter wait for replies. */
export function AdvancedSettings({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const errorOf = useFieldError(editor);
  const { ratePerS, windowS } = editor.draft;
  const unusual = ratePerS !== null || (windowS !== null && windowS !== WINDOW_MOST_S);
  const [open, { toggle }] = useDisclosure(unusual);
  const id = useId();
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconAdjustments size={16} />}
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        {t('advanced.title')}
      </Button>
      <Collapse expanded={open} id={id}>
        <Stack gap="sm" pt="sm">
          <NumberInput
            label={t('advanced.rate')}
            description={t('advanced.rate_description')}
            placeholder={t('advanced.rate_placeholder')}
            min={0.1}
            max={RATE_MOST}
            decimalScale={1}
            hideControls
            value={ratePerS ?? ''}
            error={errorOf('rate')}
            onChange={(value) => {
              const rate = Number(value);
              editor.change({ ratePerS: value === '' || !(rate > 0) ? null : Math.min(rate, RATE_MOST) });
            }}
          />
          <WindowInput
            windowS={windowS}
            error={errorOf('window')}
            onChange={(next) => editor.change({ windowS: next })}
          />
        </Stack>
      </Collapse>
    </div>
  );
}

/** How long replies count, in hours or minutes. */
function WindowInput(props: {
  windowS: number | null;
  error: string | undefined;
  onChange: (windowS: number | null) => void;
}) {
  const { t } = useTranslation('editor');
  const { windowS, onChange } = props;
  const [unitS, setUnitS] = useState(windowS === null || windowS % HOUR_S === 0 ? HOUR_S : MINUTE_S);
  const take = (amount: number, unit: number) =>
    onChange(Math.max(1, Math.min(WINDOW_MOST_S, Math.round(amount * unit))));
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        flex={1}
        label={t('advanced.window')}
        description={t('advanced.window_description')}
        placeholder="24"
        min={0}
        max={WINDOW_MOST_S / unitS}
        decimalScale={2}
        hideControls
        value={windowS === null ? '' : windowS / unitS}
        error={props.error}
        onChange={(value) => (value === '' ? onChange(null) : take(Number(value), unitS))}
      />
      <Select
        w={120}
        aria-label={t('advanced.unit')}
        allowDeselect={false}
        value={String(unitS)}
        data={[
          { value: String(HOUR_S), label: t('advanced.hours') },
          { value: String(MINUTE_S), label: t('advanced.minutes') },
        ]}
        onChange={(value) => {
          const next = Number(value);
          if (windowS !== null) take(windowS / unitS, next);
          setUnitS(next);
        }}
      />
    </Group>
  );
}
