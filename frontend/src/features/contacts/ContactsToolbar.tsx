import { CloseButton, ColorSwatch, Loader, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategories } from '@/hooks/useCategories';
import { useContacts } from '@/hooks/useContacts';
import { useTypedSearch } from '@/lib/useTypedSearch';
import classes from './ContactsPage.module.css';
import { FieldFilter } from './FieldFilter';
import { type ContactsSearch, FIRST_SORT, type SearchChange, SORTS, toFilters } from './search';

const PAUSE_MS = 200;

interface Props {
  search: ContactsSearch;
  onChange: (change: SearchChange) => void;
}

/** Search and filters of the contacts. */
export const ContactsToolbar = memo(function ContactsToolbar({ search, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const categories = useCategories().data?.items ?? [];
  const pages = useContacts(toFilters(search)).data?.pages;
  const contacts = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  const category = categories.find(({ id }) => id === search.category_id);
  return (
    <search className={classes.toolbar} aria-label={t('filter.label')}>
      <SearchBox search={search} onChange={onChange} />
      <Select
        className={classes.filter}
        aria-label={t('filter.category')}
        placeholder={t('filter.any_category')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('filter.any_category') }}
        nothingFoundMessage={t('form.no_categories')}
        data={categories
          .filter(({ id }) => id > 0)
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        value={search.category_id ? String(search.category_id) : null}
        onChange={(value) => onChange({ category_id: value ? Number(value) : undefined })}
        leftSection={category && <ColorSwatch color={category.color} size={14} withShadow={false} />}
      />
      <Select
        className={classes.filter}
        aria-label={t('filter.answered')}
        placeholder={t('filter.answered_any')}
        clearable
        clearButtonProps={{ 'aria-label': t('filter.answered_any') }}
        data={[
          { value: 'true', label: t('filter.answered_yes') },
          { value: 'false', label: t('filter.answered_no') },
        ]}
        value={search.interacted === undefined ? null : String(search.interacted)}
        onChange={(value) => onChange({ interacted: value === null ? undefined : value === 'true' })}
      />
      <FieldFilter
        className={classes.fieldFilter}
        contacts={contacts}
        conditions={search.field ?? []}
        onChange={(field) => onChange({ field })}
      />
      <Select
        className={classes.filter}
        aria-label={t('filter.sort')}
        allowDeselect={false}
        data={SORTS.map((value) => ({ value, label: t(`filter.sort_${value}`) }))}
        value={search.sort ?? FIRST_SORT}
        onChange={(value) => onChange({ sort: SORTS.find((word) => word === value) })}
      />
    </search>
  );
});

function SearchBox({ search, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const { isPlaceholderData, isFetching } = useContacts(toFilters(search));
  const isSearching = isPlaceholderData && isFetching;
  const asked = search.q ?? '';
  const { text, type, clear } = useTypedSearch(asked, PAUSE_MS, (q) => onChange({ q: q || undefined }));
  return (
    <TextInput
      className={classes.searchBox}
      type="search"
      aria-label={t('search.label')}
      placeholder={t('search.label')}
      maxLength={100}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        isSearching ? (
          <Loader size={16} aria-label={t('search.loading')} />
        ) : (
          text && <CloseButton size="sm" aria-label={t('search.clear')} onClick={clear} />
        )
      }
    />
  );
}
