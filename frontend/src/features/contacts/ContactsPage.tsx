import { ActionIcon, Button, Group, Menu, Paper, Skeleton, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconAddressBook,
  IconDots,
  IconDownload,
  IconSearchOff,
  IconUpload,
  IconUserPlus,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as v from 'valibot';
import { useExport } from '@/components/downloads/useExport';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { ButtonLink } from '@/components/links';
import { PageHeader } from '@/components/PageHeader';
import { type Contact, type ContactFilters, useContacts, useMatchingTotal } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import { ContactBrowser } from './ContactBrowser';
import classes from './ContactsPage.module.css';
import { ContactsToolbar } from './ContactsToolbar';
import { StateChips } from './StateChips';
import {
  type ContactsSearch,
  contactsSearch,
  exportAddress,
  isFiltered,
  type SearchChange,
  toFilters,
} from './search';
import { type ContactAction, useContactActions } from './useContactActions';
import { useStable } from './useStable';

/** All contacts: found, filtered, changed one by one or many at once. */
export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const search = useSearch({ from: '/app/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const { act, create, dialogs } = useContactActions();
  const exporting = useExport({ comesBack: true });
  // The Back button leaves the page rather than walking through what was typed.
  const onChange = useStable((part: SearchChange) => {
    void navigate({ search: (before) => v.parse(contactsSearch, { ...before, ...part }), replace: true });
  });
  const onAction = useStable(act);
  const filters = useMemo(() => toFilters(search), [search]);
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} description={<Total filters={filters} search={search} />}>
        <OtherActions onExport={() => exporting.ask(exportAddress(filters))} />
        <Button
          leftSection={<IconUserPlus size={18} />}
          onClick={() => create(ofCategory(search.category_id))}
        >
          {t('new')}
        </Button>
      </PageHeader>
      <ContactsToolbar search={search} onChange={onChange} />
      <StateChips search={search} onChange={onChange} />
      <List filters={filters} search={search} onAction={onAction} />
      {dialogs}
      {exporting.dialog}
    </div>
  );
}

/** Knows nothing of the form beside it, which comes and goes without drawing the list again. */
const List = memo(function List(props: {
  filters: ContactFilters;
  search: ContactsSearch;
  onAction: (action: ContactAction, contact: Contact) => void;
}) {
  const contacts = useContacts(props.filters);
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const isEmpty = contacts.isSuccess && !contacts.data.pages.some(({ items }) => items.length > 0);
  return (
    <Paper withBorder radius="md" className={classes.card}>
      {contacts.isPending ? (
        <Rows />
      ) : contacts.isError && !contacts.data ? (
        <Stack p="md">
          <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
        </Stack>
      ) : isEmpty && !contacts.isPlaceholderData ? (
        <Nobody isFiltered={isFiltered(props.search)} />
      ) : (
        <ContactBrowser
          contacts={contacts}
          filters={props.filters}
          isNarrow={isNarrow ?? false}
          onAction={props.onAction}
        />
      )}
    </Paper>
  );
});

/** Import and export: side by side, or behind one button where there is little room. */
function OtherActions({ onExport }: { onExport: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  return (
    <>
      <Group gap="xs" visibleFrom="sm">
        <Button variant="default" leftSection={<IconDownload size={18} />} onClick={onExport}>
          {t('common:actions.export')}
        </Button>
        <ButtonLink to="/contacts/import" variant="default" leftSection={<IconUpload size={18} />}>
          {t('import')}
        </ButtonLink>
      </Group>
      <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={200}>
        <Menu.Target>
          <ActionIcon hiddenFrom="sm" variant="default" size={36} aria-label={t('more_actions')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/contacts/import" leftSection={<IconUpload size={16} />}>
            {t('import')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={onExport}>
            {t('common:actions.export')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const ofCategory = (id: number | undefined) => (id === undefined ? [] : [id]);

function Total({ filters, search }: { filters: ContactFilters; search: ContactsSearch }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const contacts = useContacts(filters);
  const total = useMatchingTotal(filters);
  if (!contacts.data) return contacts.isPending ? <Skeleton h={20} w={120} /> : null;
  if (total === null) return t('matching_counting');
  return t(isFiltered(search) ? 'matching' : 'total', { count: total, shown: format.count(total) });
}

function Nobody(props: { isFiltered: boolean }) {
  const { t } = useTranslation('contacts');
  if (props.isFiltered) {
    return <EmptyState icon={IconSearchOff} title={t('empty.none_title')} text={t('empty.none_text')} />;
  }
  return (
    <EmptyState
      icon={IconAddressBook}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <ButtonLink to="/contacts/import" leftSection={<IconUpload size={18} />}>
          {t('empty.import')}
        </ButtonLink>
      }
    />
  );
}

const OUTLINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function Rows() {
  return (
    <Stack gap="sm" p="md" aria-busy="true">
      {OUTLINES.map((name) => (
        <Skeleton key={name} h={36} />
      ))}
    </Stack>
  );
}
