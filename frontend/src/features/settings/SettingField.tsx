import {
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '@/components/countries/CountrySelect';
import type { Setting } from '@/hooks/useSettings';
import { BuiltInWords } from './BuiltInWords';
import { type Draft, draftOf, isSame, type Problem, readDraft } from './setting-values';
import { useSettingWords } from './useSettingWords';

interface Props {
  setting: Setting;
  draft: Draft;
  /** False for whoever may only read it. */
  isOwn: boolean;
  problem: Problem | string | undefined;
  onChange: (draft: Draft) => void;
}

/** Settings that are edited as words of a list, which are taken out of it. */
const BUILT_IN: Record<string, 'stop' | 'start'> = {
  opt_out_words_removed: 'stop',
  opt_in_words_removed: 'start',
};

/** One setting: its field by its kind, and below it what it was, what the default is, and what locks it. */
export function SettingField({ setting, draft, isOwn, problem, onChange }: Props) {
  const { t } = useTranslation('settings');
  const { say, sayChange } = useSettingWords();
  const isFree = isOwn && !setting.locked;
  const isDefault = isSame(readDraft(setting, draft), setting.default);
  const notes = [
    setting.locked && t('general.locked', { variable: setting.variable }),
    !isOwn && t('general.super_admins_only'),
    !setting.locked && sayChange(setting),
  ].filter(Boolean);
  return (
    <Stack gap={4}>
      <Field setting={setting} draft={draft} isOwn={isFree} problem={problem} onChange={onChange} />
      <Group gap="xs" align="center">
        <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
          {!isFree && (
            <IconLock size={13} aria-hidden style={{ verticalAlign: '-2px', marginInlineEnd: 4 }} />
          )}
          {[t('general.default', { value: say(setting, setting.default) }), ...notes].join(' · ')}
        </Text>
        {isFree && !isDefault && (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => onChange(draftOf(setting, setting.default))}
          >
            {t('general.reset')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Field({ setting, draft, isOwn, problem, onChange }: Props) {
  const { t, i18n } = useTranslation('settings');
  const { wordsOf, sayProblem } = useSettingWords();
  const { label, help, empty, choices } = wordsOf(setting.name);
  const shared = {
    label,
    description: help,
    ...(!isOwn && { disabled: true }),
    // What holds is to be read, also where it cannot be changed.
    styles: isOwn ? {} : { input: { color: 'var(--mantine-color-text)', opacity: 1 } },
    error: typeof problem === 'object' ? sayProblem(problem) : problem,
  };
  const order = {
    inputWrapperOrder: ['label', 'description', 'input', 'error'] as (
      | 'label'
      | 'description'
      | 'input'
      | 'error'
    )[],
  };
  switch (setting.kind) {
    case 'boolean':
      return (
        <Switch
          {...shared}
          checked={draft === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          {...order}
          maw={380}
          data={(setting.choices ?? []).map((value) => ({
            value,
            label: choices?.[value] ?? (value || t('general.nothing')),
          }))}
          value={String(draft)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'texts': {
      const wish = BUILT_IN[setting.name];
      if (wish) return <BuiltInWords {...shared} wish={wish} removed={String(draft)} onChange={onChange} />;
      return (
        <Textarea
          {...shared}
          {...order}
          autosize
          minRows={3}
          maxRows={12}
          value={String(draft)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    }
    case 'country':
      return (
        <CountrySelect
          {...shared}
          {...order}
          maw={380}
          clearable={isOwn}
          clearButtonProps={{ 'aria-label': empty }}
          placeholder={empty}
          value={String(draft) || null}
          onChange={(country) => onChange(country ?? '')}
        />
      );
    case 'text': {
      const Input = (setting.max_length ?? 0) > 120 ? Textarea : TextInput;
      return (
        <Input
          {...shared}
          {...order}
          placeholder={empty}
          value={String(draft)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    }
    default:
      return (
        <NumberInput
          {...shared}
          {...order}
          maw={380}
          hideControls
          clampBehavior="none"
          allowDecimal={setting.kind === 'number'}
          thousandSeparator={i18n.language === 'fr' ? '\u202f' : ','}
          decimalSeparator={i18n.language === 'fr' ? ',' : '.'}
          allowedDecimalSeparators={i18n.language === 'fr' ? ['.', ','] : ['.']}
          suffix={setting.unit ? ` ${t(`general.units.${setting.unit}`)}` : ''}
          placeholder={empty}
          value={typeof draft === 'boolean' ? '' : draft}
          onChange={onChange}
        />
      );
  }
}
