import { Alert, Button, Drawer, Group, NativeSelect, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconRefresh, IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '@/components/downloads/ExportButton';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { MessageCards, MessageTable } from '@/components/messages/MessageTable';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { useCampaignMessages } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { keys } from '@/lib/query-keys';
import { useMoreAtEnd, useRowsInBox } from '@/lib/virtual-rows';
import classes from './PeopleDrawer.module.css';
import { countOf, exportHref, filtersOf, type People, readPeople } from './people';
import type { Stats } from './useLiveCampaign';
import { usePeopleWords } from './usePeopleWords';

/** Who is in a number, beside the page; which one stands in the address. */
export function PeopleDrawer(props: { campaignId: number; word: string | undefined; stats: Stats }) {
  const { t: tCommon } = useTranslation();
  const navigate = useNavigate({ from: '/campaigns/$campaignId' });
  const { labelOf } = usePeopleWords(props.stats);
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  // The list stays while the drawer slides away.
  const [shown, setShown] = useState(props.word);
  useEffect(() => {
    if (props.word) setShown(props.word);
  }, [props.word]);
  const word = props.word ?? shown;
  const people = readPeople(word);
  const show = (next: string | undefined, replace: boolean) =>
    void navigate({
      search: ({ people: _, ...rest }) => (next ? { ...rest, people: next } : rest),
      replace,
      resetScroll: false,
    });
  return (
    <Drawer.Root
      opened={props.word !== undefined}
      onClose={() => show(undefined, false)}
      position="right"
      size={isPhone ? '100%' : 860}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.content}>
          {/* Within a dialog it is no banner of the page. */}
          <Drawer.Header role="presentation">
            <Drawer.Title fw={650} fz="lg">
              {people ? labelOf(people) : ''}
            </Drawer.Title>
            <Drawer.CloseButton aria-label={tCommon('actions.close')} />
          </Drawer.Header>
          {people && word && (
            <PeopleList
              key={word}
              campaignId={props.campaignId}
              word={word}
              people={people}
              stats={props.stats}
              onChange={(next) => show(next, true)}
              isPhone={isPhone}
            />
          )}
        </div>{' '}
      </Drawer.Content>
    </Drawer.Root>
  );
}

function PeopleList(props: {
  campaignId: number;
  word: string;
  people: People;
  stats: Stats;
  onChange: (word: string) => void;
  isPhone: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const { groups, labelOf } = usePeopleWords(props.stats);
  const { campaignId, people, stats } = props;
  const filters = filtersOf(people);
  const messages = useCampaignMessages(campaignId, filters);
  const [box, setBox] = useState<HTMLElement | null>(null);
  const items = messages.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = useRowsInBox(items.length, 57, box);
  const { hasStopped } = useMoreAtEnd(messages, rows, items.length);
  const count = countOf(people, stats);
  const total = messages.data?.pages[0]?.total ?? null;
  const isShort = (messages.data?.pages.length ?? 0) <= 1;
  // A list of one page follows the number; a longer one would jump under the reader's eyes.
  useRefreshOn(isShort ? count : undefined, keys.campaigns.messages(campaignId, filters), 2000);
  const isBehind = !isShort && count !== null && total !== null && count !== total;
  const shown = count ?? total;
  const label = labelOf(people);
  const view = {
    messages: items,
    rows,
    label,
    hasMore: messages.hasNextPage,
    withType: people.kind === 'error',
  };
  return (
    <>
      <div className={classes.bar}>
        <Group justify="space-between" gap="sm" align="flex-end">
          <NativeSelect
            aria-label={t('people.show')}
            className={classes.select}
            data={groups(people)}
            value={props.word}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          />
          <ExportButton address={exportHref(campaignId, filters)} label={t('people.export')} />
        </Group>
        <Text size="sm" c="dimmed" mt={6} role="status">
          {shown === null ? ' ' : t('people.count', { count: shown })}
        </Text>
        {isBehind && (
          <Alert variant="default" p="xs" mt="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm">{t('people.newer')}</Text>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={14} aria-hidden />}
                loading={messages.isRefetching}
                onClick={() => void messages.refetch()}
              >
                {t('people.refresh')}
              </Button>
            </Group>
          </Alert>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <section className={classes.box} ref={setBox} tabIndex={0} aria-label={label}>
        {messages.isError && items.length === 0 ? (
          <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
        ) : messages.isPending ? (
          <RowsSkeleton />
        ) : items.length === 0 && !messages.hasNextPage ? (
          <EmptyState icon={IconUsers} title={t('people.empty')} text={t('people.empty_text')} />
        ) : props.isPhone ? (
          <MessageCards {...view} />
        ) : (
          <MessageTable {...view} />
        )}
        <EndOfList messages={messages} hasStopped={hasStopped} />
      </section>
    </>
  );
}

function EndOfList(props: { messages: ReturnType<typeof useCampaignMessages>; hasStopped: boolean }) {
  const { t } = useTranslation('messages');
  const { messages } = props;
  if (props.hasStopped || (messages.isFetchNextPageError && messages.hasNextPage)) {
    return (
      <Group justify="center" p="md">
        <Button
          variant="default"
          loading={messages.isFetchingNextPage}
          onClick={() => void messages.fetchNextPage()}
        >
          {t('look_further')}
        </Button>
      </Group>
    );
  }
  if (!messages.isFetchingNextPage) return null;
  return (
    <Text size="sm" c="dimmed" ta="center" p="md" role="status">
      {t('looking')}
    </Text>
  );
}
