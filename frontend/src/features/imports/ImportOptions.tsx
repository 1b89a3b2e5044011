import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '@/components/countries/CountrySelect';
import { CategoryField } from './CategoryField';
import classes from './imports.module.css';
import type { ImportDraft } from './useImportDraft';

/** Where the people of a file go, and what becomes of those who are here already. */
export function ImportOptions(props: {
  draft: ImportDraft;
  onChange: (part: Partial<ImportDraft>) => void;
  categoryError: string | undefined;
}) {
  const { t } = useTranslation('imports');
  const { draft, onChange } = props;
  return (
    <div className={classes.form}>
      <Stack gap="lg">
        <CategoryField
          value={draft.category}
          onChange={(category) => onChange({ category })}
          error={props.categoryError}
        />
        <CountrySelect
          label={t('options.country')}
          description={t('options.country_hint')}
          placeholder={t('options.country_none')}
          clearable
          clearButtonProps={{ 'aria-label': t('options.country_none') }}
          value={draft.country}
          onChange={(country) => onChange({ country })}
        />
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
