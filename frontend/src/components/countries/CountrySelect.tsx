import { type ComboboxItem, Group, Select, type SelectProps, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Country, listCountries, REGIONS } from './countries';
import { Flag } from './Flag';
import { usePhoneLibrary } from './phone-library';

type Props = Omit<SelectProps, 'data' | 'filter' | 'renderOption' | 'value' | 'onChange'> & {
  value: string | null;
  onChange: (code: string | null) => void;
};

/** A country by its name, code or calling code; West Africa and Europe stand first. */
export function CountrySelect({ value, onChange, ...others }: Props) {
  const { t, i18n } = useTranslation('contacts');
  const library = usePhoneLibrary();
  const countries = useMemo(
    () => (library ? listCountries(library, i18n.language) : []),
    [library, i18n.language],
  );
  const byCode = useMemo(() => new Map(countries.map((country) => [country.code, country])), [countries]);
  const data = useMemo(
    () =>
      REGIONS.map((region) => ({
        group: t(`region.${region}`),
        items: countries.filter((country) => country.region === region).map(toItem),
      })),
    [countries, t],
  );
  return (
    <Select
      searchable
      data={data}
      value={value && byCode.has(value) ? value : null}
      onChange={onChange}
      disabled={!library}
      nothingFoundMessage={t('form.no_country')}
      placeholder={t('form.country_search')}
      maxDropdownHeight={300}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      leftSection={value ? <Flag code={value} /> : undefined}
      leftSectionPointerEvents="none"
      filter={({ options, search }) =>
        options.map((option) => {
          if (!('group' in option)) return option;
          // A group without items is not drawn.
          return { ...option, items: option.items.filter((item) => matches(byCode.get(item.value), search)) };
        })
      }
      renderOption={({ option }) => {
        const country = byCode.get(option.value);
        return country ? <CountryOption country={country} /> : option.label;
      }}
      {...others}
    />
  );
}

function CountryOption({ country }: { country: Country }) {
  return (
    <Group gap="sm" wrap="nowrap" miw={240}>
      <Flag code={country.code} />
      <Text size="sm" style={{ flex: 1 }}>
        {country.name}
      </Text>
      <Text size="sm" c="dimmed">
        {country.code} +{country.dial}
      </Text>
    </Group>
  );
}

const toItem = ({ code, name, dial }: Country): ComboboxItem => ({ value: code, label: `${name} +${dial}` });

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function matches(country: Country | undefined, search: string): boolean {
  const wanted = fold(search.trim());
  if (!country || !wanted) return true;
  const dial = wanted.replace(/^(\+|00)/, '');
  return (
    fold(`${country.name} +${country.dial}`).includes(wanted) ||
    country.code.toLowerCase() === wanted ||
    (/^\d+$/.test(dial) && country.dial.startsWith(dial))
  );
}
