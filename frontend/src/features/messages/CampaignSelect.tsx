import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCampaign, useCampaigns } from '@/hooks/useCampaigns';

/** Choose one of all campaigns by a part of its name. */
export function CampaignSelect(props: { value: number | null; onChange: (id: number | null) => void }) {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation();
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text.trim(), 200);
  const campaigns = useCampaigns(typed ? { q: typed } : {});
  const found =
    campaigns.data?.pages[0]?.items.map(({ id, name }) => ({ value: String(id), label: name })) ?? [];
  const chosen = useChosen(props.value);
  const data = chosen && !found.some(({ value }) => value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label={t('filters.campaign')}
      placeholder={t('filters.any')}
      data={data}
      value={props.value === null ? null : String(props.value)}
      onChange={(id) => props.onChange(id === null ? null : Number(id))}
      searchable
      searchValue={text}
      onSearchChange={setText}
      // The server has found them already, by its own rules.
      filter={({ options }) => options}
      nothingFoundMessage={campaigns.isFetching ? t('filters.searching') : t('filters.nothing_found')}
      clearable
      clearButtonProps={{ 'aria-label': tCommon('actions.clear') }}
      maxDropdownHeight={280}
    />
  );
}

function useChosen(id: number | null) {
  const campaign = useCampaign(id ?? 0, id !== null);
  return id === null ? null : { value: String(id), label: campaign.data?.name ?? `#${id}` };
}
