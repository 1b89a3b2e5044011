import { Button, Group, Paper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMessages, IconSearch } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/components/downloads/ExportButton';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { MessageCards, MessageTable } from '@/components/messages/MessageTable';
import { PageHeader } from '@/components/PageHeader';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { useMessages } from '@/hooks/useMessages';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { useDashboard } from '@/hooks/useStats';
import { keys } from '@/lib/query-keys';
import { useMoreAtEnd, useRowsInWindow } from '@/lib/virtual-rows';
import { MessageFilters } from './MessageFilters';
import classes from './MessagesPage.module.css';
import { exportAddress, filtersOfSearch } from './search';

/** All messages of all campaigns, the newest first, with filters that stand in the address. */
export function MessagesPage() {
  const { t } = useTranslation(['messages', 'common']);
  const search = useSearch({ from: '/app/messages' });
  return (
    <>
      <PageHeader title={t('title')} description={t('description')}>
        <ExportButton address={exportAddress(filtersOfSearch(search))} label={t('common:actions.export')} />
      </PageHeader>
      <MessageFilters />
      <History />
    </>
  );
}

function History() {
  const { t } = useTranslation('messages');
  const search = useSearch({ from: '/app/messages' });
  const filters = useMemo(() => filtersOfSearch(search), [search]);
  const messages = useMessages(filters);
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const items = useMemo(() => messages.data?.pages.flatMap((page) => page.items) ?? [], [messages.data]);
  const rows = useRowsInWindow(items.length, isPhone ? 92 : 57);
  const { hasStopped } = useMoreAtEnd(messages, rows, items.length);
  const isShort = (messages.data?.pages.length ?? 0) <= 1;
  useFollow(isShort, filters);
  const total = messages.data?.pages[0]?.total ?? (messages.hasNextPage ? null : items.length);
  if (messages.isError && !messages.data) {
    return <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />;
  }
  if (messages.isPending) {
    return (
      <Paper withBorder radius="md">
        <RowsSkeleton />
      </Paper>
    );
  }
  if (items.length === 0 && !messages.hasNextPage) {
    return <Nothing isFiltered={Object.keys(search).length > 0} />;
  }
  const view = {
    messages: items,
    rows,
    label: t('list'),
    hasMore: messages.hasNextPage,
    withCampaign: search.campaign === undefined,
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {total === null ? ' ' : t('count', { count: total })}
      </Text>
      <Paper
        withBorder
        radius="md"
        ref={rows.anchor}
        className={classes.history}
        data-stale={messages.isPlaceholderData || undefined}
      >
        {isPhone ? <MessageCards {...view} /> : <MessageTable {...view} />}
      </Paper>
      {hasStopped || (messages.isFetchNextPageError && messages.hasNextPage) ? (
        <Group justify="center" p="md" gap="md">
          {items.length === 0 && <Text size="sm">{t('looked_far')}</Text>}
          <Button
            variant="default"
            loading={messages.isFetchingNextPage}
            onClick={() => void messages.fetchNextPage()}
          >
            {t('look_further')}
          </Button>
        </Group>
      ) : (
        messages.isFetchingNextPage && (
          <Text size="sm" c="dimmed" ta="center" p="md" role="status">
            {t('looking')}
          </Text>
        )
      )}
    </>
  );
}

/** While only the first page is on screen it follows what is sent; a long list does not jump under its reader. */
function useFollow(follows: boolean, filters: object) {
  const dashboard = useDashboard();
  const moved = dashboard.data?.latest_messages.map(({ id, status }) => `${id} ${status}`).join();
  useRefreshOn(follows ? moved : undefined, keys.messages.list(filters), 5000);
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('messages');
  return isFiltered ? (
    <EmptyState
      icon={IconSearch}
      title={t('empty.filtered')}
      text={t('empty.filtered_text')}
      action={
        <Button component={Link} to="/messages" variant="default">
          {t('filters.clear')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={IconMessages}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Button component={Link} to="/campaigns/new" variant="default">
          {t('empty.action')}
        </Button>
      }
    />
  );
}
