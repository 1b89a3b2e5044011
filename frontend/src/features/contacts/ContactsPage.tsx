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
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { ButtonLink } from '@/components/links';
import { PageHeader } from '@/components/PageHeader';
import { useContacts } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import { ContactBrowser } from './ContactBrowser';
import classes from './ContactsPage.module.css';
import { ContactsToolbar, type SearchChange } from './ContactsToolbar';
import { StateChips } from './StateChips';
import { exportAddress, isFiltered, toFilters, validateContactsSearch } from './search';
import { useContactActions } from './useContactActions';

/** All contacts: found, filtered, changed one by one or many at once. */
export function ContactsPage() {
  const { t } = useTranslation(['contacts', 'common']);
  const search = useSearch({ from: '/app/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const filters = toFilters(search);
  const contacts = useContacts(filters);
  const { act, create, dialogs } = useContactActions();
  const total = contacts.data?.pages[0]?.total ?? null;
  const isEmpty = contacts.isSuccess && !contacts.data.pages.some(({ items }) => items.length > 0);
  const isOld = contacts.isPlaceholderData;

  // The Back button leaves the page rather than walking through what was typed.
  const change = (part: SearchChange) =>
    void navigate({ search: (before) => validateContactsSearch({ ...before, ...part }), replace: true });

  return (
    <div className={classes.page}>
      <PageHeader
        title={t('title')}
        description={<Total contacts={contacts} total={total} search={search} />}
      >
        <OtherActions exportHref={exportAddress(filters)} canExport={!isEmpty} />
        <Button
          leftSection={<IconUserPlus size={18} />}
          onClick={() => create(ofCategory(search.category_id))}
        >
          {t('new')}
        </Button>
      </PageHeader>
      <ContactsToolbar search={search} isSearching={isOld && contacts.isFetching} onChange={change} />
      <StateChips search={search} onChange={change} />
      <Paper withBorder radius="md" className={classes.card}>
        {contacts.isPending ? (
          <Rows />
        ) : contacts.isError && !contacts.data ? (
          <Stack p="md">
            <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
          </Stack>
        ) : isEmpty && !isOld ? (
          <Nobody isFiltered={isFiltered(search)} />
        ) : (
          <ContactBrowser
            contacts={contacts}
            filters={filters}
            total={isOld ? null : total}
            isNarrow={isNarrow ?? false}
            onAction={act}
          />
        )}
      </Paper>
      {dialogs}
    </div>
  );
}

/** Import and export: side by side, or behind one button where there is little room. */
function OtherActions({ exportHref, canExport }: { exportHref: string; canExport: boolean }) {
  const { t } = useTranslation(['contacts', 'common']);
  return (
    <>
      <Group gap="xs" visibleFrom="sm">
        <Button
          component="a"
          href={exportHref}
          download
          variant="default"
          leftSection={<IconDownload size={18} />}
          {...(!canExport && { 'data-disabled': true, 'aria-disabled': true })}
        >
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
          <Menu.Item component="a" href={exportHref} download leftSection={<IconDownload size={16} />}>
            {t('common:actions.export')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const ofCategory = (id: number | undefined) => (id === undefined ? [] : [id]);

function Total(props: {
  contacts: ReturnType<typeof useContacts>;
  total: number | null;
  search: Parameters<typeof isFiltered>[0];
}) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { contacts, total, search } = props;
  if (!contacts.data) return contacts.isPending ? <Skeleton h={20} w={120} /> : null;
  const loaded = contacts.data.pages.reduce((sum, { items }) => sum + items.length, 0);
  if (total === null && contacts.hasNextPage) return t('matching_more', { shown: format.count(loaded) });
  const count = total ?? loaded;
  return t(isFiltered(search) ? 'matching' : 'total', { count, shown: format.count(count) });
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
