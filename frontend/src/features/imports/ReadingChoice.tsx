import { Alert, NativeSelect, Switch, Text } from '@mantine/core';
import { IconEyeOff, IconTableOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview, ReadingChoices } from '@/hooks/useImportPreview';
import { useFormat } from '@/lib/useFormat';
import classes from './imports.module.css';

const ENCODINGS = [
  'utf-8',
  'utf-16',
  'cp1252',
  'cp1250',
  'cp1251',
  'cp1253',
  'cp1254',
  'cp1256',
  'mac_roman',
  'cp850',
] as const;
const SEPARATORS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['tab', 'tab'],
  ['|', 'bar'],
] as const;

interface Props {
  choices: ReadingChoices;
  shown: ImportPreview;
  isReading: boolean;
  onChange: (reading: ReadingChoices) => void;
}

/** How the file is read: its letters and separator, or its sheet. The first choice is what it looks like. */
export function ReadingChoice(props: Props) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { choices, shown, isReading, onChange } = props;
  const { reading, sheets } = shown;
  if (reading.sheet === null) return <TextChoice {...props} />;
  return (
    <div className={classes.reading}>
      {sheets.length > 1 && (
        <NativeSelect
          label={t('reading.sheet')}
          disabled={isReading}
          data={sheets}
          value={reading.sheet}
          onChange={({ currentTarget }) => onChange({ ...choices, sheet: currentTarget.value })}
        />
      )}
      {reading.sheet_is_full && (
        <Alert color="yellow" icon={<IconTableOff />} role="status">
          <Text size="sm">{t('reading.full')}</Text>
        </Alert>
      )}
      {reading.hidden_rows > 0 && (
        <Alert color="blue" icon={<IconEyeOff />} role="status">
          <Text size="sm" mb="xs">
            {t('reading.hidden', { count: reading.hidden_rows, shown: format.count(reading.hidden_rows) })}
          </Text>
          <Switch
            label={t('reading.with_hidden')}
            disabled={isReading}
            checked={reading.with_hidden}
            onChange={({ currentTarget }) => {
              const { hidden_rows: _, ...others } = choices;
              onChange(currentTarget.checked ? { ...others, hidden_rows: 'read' } : others);
            }}
          />
        </Alert>
      )}
    </div>
  );
}

function TextChoice({ choices, shown, isReading, onChange }: Props) {
  const { t } = useTranslation('imports');
  const seen = shown.reading.encoding ?? '';
  const encoding = ENCODINGS.find((name) => seen === name || seen.startsWith(`${name}-`));
  const separator = SEPARATORS.find(
    ([mark]) => mark === (shown.reading.separator === '\t' ? 'tab' : shown.reading.separator),
  );
  const change = (name: 'encoding' | 'separator', value: string) => {
    const { [name]: _, ...others } = choices;
    onChange(value ? { ...others, [name]: value } : others);
  };
  return (
    <div className={classes.reading}>
      <NativeSelect
        label={t('reading.encoding')}
        description={t('reading.garbled')}
        disabled={isReading}
        value={choices.encoding ?? ''}
        data={[
          {
            value: '',
            label: choices.encoding
              ? t('reading.automatic')
              : t('reading.as_it_looks', { shown: encoding ? t(`reading.encodings.${encoding}`) : seen }),
          },
          ...ENCODINGS.map((value) => ({ value, label: t(`reading.encodings.${value}`) })),
        ]}
        onChange={({ currentTarget }) => change('encoding', currentTarget.value)}
      />
      <NativeSelect
        label={t('reading.separator')}
        description={t('reading.separator_hint')}
        disabled={isReading}
        value={choices.separator ?? ''}
        data={[
          {
            value: '',
            label:
              choices.separator || !separator
                ? t('reading.automatic')
                : t('reading.as_it_looks', { shown: t(`reading.separators.${separator[1]}`) }),
          },
          ...SEPARATORS.map(([value, name]) => ({ value, label: t(`reading.separators.${name}`) })),
        ]}
        onChange={({ currentTarget }) => change('separator', currentTarget.value)}
      />
    </div>
  );
}
