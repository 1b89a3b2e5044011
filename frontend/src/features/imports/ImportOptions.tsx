import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '@/components/countries/CountrySelect';
import type { ImportPreview } from '@/hooks/useImportPreview';
import { CategoryField } from './CategoryField';
import classes from './imports.module.css';
import { CountryDoubt, NumbersShown } from './NumbersShown';
import type { ImportDraft } from './useImportDraft';

/** Where the people of a file go, how their numbers are read, and what becomes of those who are here already. */
export function ImportOptions(props: {
  draft: ImportDraft;
  shown: ImportPreview;
  country: string | null;
  isDoubtful: boolean;
  tried: boolean;
  onChange: (part: Partial<ImportDraft>) => void;
  categoryError: string | undefined;
}) {
  const { t } = useTranslation('imports');
  const { draft, shown, country, onChange } = props;
  const isSenders = draft.country === undefined && shown.default_country_origin === 'sender';
  return (
    <div className={classes.form}>
      <Stack gap="lg">
        <CategoryField
          value={draft.category}
          onChange={(category) => onChange({ category })}
          error={props.categoryError}
        />
        <Stack gap="sm">
          <CountrySelect
            label={t('options.country')}
            description={t(isSenders ? 'options.country_sender' : 'options.country_hint')}
            placeholder={t('options.country_none')}
            clearable
            clearButtonProps={{ 'aria-label': t('options.country_none') }}
            value={country}
            onChange={(chosen) => onChange({ country: chosen })}
          />
          <NumbersShown numbers={shown.numbers} />
          {props.isDoubtful && shown.country_doubt && (
            <CountryDoubt
              doubt={shown.country_doubt}
              isAsked={props.tried}
              onCountry={(chosen) => onChange({ country: chosen })}
              onKeep={() => onChange({ kept: country })}
            />
          )}
        </Stack>
      </Stack>
      <Radio.Group
        label={t('options.existing')}
        value={draft.updateExisting ? 'update' : 'skip'}
        onChange={(choice) => onChange({ updateExisting: choice === 'update' })}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="update" label={t('options.update')} description={t('options.update_hint')} />
          <Radio value="skip" label={t('options.skip')} description={t('options.skip_hint')} />
        </Stack>
      </Radio.Group>
    </div>
  );
}
