import { Button, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconMessageCircleOff } from '@tabler/icons-react';
import { Fragment, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import wa from '@/components/whatsapp/WhatsApp.module.css';
import { useContactTimeline } from '@/hooks/useContacts';
import { useFormat } from '@/lib/useFormat';
import { AnswerBubble } from './AnswerBubble';
import classes from './Conversation.module.css';
import { ReceivedBubble } from './ReceivedBubble';
import { SentBubble } from './SentBubble';
import { groupByDay, type TimelineItem } from './timeline-items';
import { useSentMessages } from './useSentMessages';

/** What was sent to a contact and what came back, as a chat: the newest below, earlier ones further up. */
export function Conversation(props: { contactId: number; name: string; username: string | null }) {
  const { contactId, name, username } = props;
  const { t } = useTranslation('contacts');
  const timeline = useContactTimeline(contactId);
  const pages = timeline.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  return (
    <Paper withBorder radius="md" className={classes.card}>
      <Title order={2} size="h4" p="md">
        {t('timeline.title')}
        {username && (
          <Text component="span" size="sm" c="dimmed" ml="xs">
            @{username}
          </Text>
        )}
      </Title>
      {timeline.isPending && <Outline />}
      {timeline.isError && !timeline.data && (
        <Stack px="md" pb="md">
          <ErrorState
            title={t('timeline.failed')}
            error={timeline.error}
            onRetry={() => void timeline.refetch()}
          />
        </Stack>
      )}
      {timeline.isSuccess && items.length === 0 && (
        <EmptyState icon={IconMessageCircleOff} title={t('timeline.empty')} text={t('timeline.empty_text')} />
      )}
      {items.length > 0 && <Chat timeline={timeline} items={items} name={name} />}
    </Paper>
  );
}

function Chat(props: {
  timeline: ReturnType<typeof useContactTimeline>;
  items: readonly TimelineItem[];
  name: string;
}) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { timeline, items } = props;
  const show = useSentMessages(items);
  const earlier = useEarlier(timeline);
  return (
    // The reversed box keeps to its lower end, and to its place when earlier messages come in above.
    <section className={`${wa.screen} ${classes.box}`} aria-label={t('timeline.label', { name: props.name })}>
      <div className={classes.chat}>
        {timeline.hasNextPage && (
          <Button
            ref={earlier}
            variant="default"
            size="xs"
            className={classes.earlier}
            loading={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            {t('timeline.earlier')}
          </Button>
        )}
        {groupByDay(items).map((day) => (
          <div key={day.items[0] ? `${day.items[0].kind} ${day.items[0].id}` : day.at}>
            <Text component="h3" className={classes.day}>
              {format.day(day.at)}
            </Text>
            <ol className={classes.items}>
              {day.items.map((item) => (
                <Fragment key={`${item.kind} ${item.id}`}>
                  <li className={item.kind === 'message' ? classes.ours : classes.theirs}>
                    {item.kind === 'message' ? (
                      <SentBubble item={item} shown={show(item)} />
                    ) : (
                      <ReceivedBubble item={item} />
                    )}
                  </li>
                  {item.kind === 'interaction' && item.opt_out_answer && (
                    <li className={classes.ours}>
                      <AnswerBubble answer={item.opt_out_answer} />
                    </li>
                  )}
                </Fragment>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Asks for earlier messages when their button comes in sight. */
function useEarlier(timeline: ReturnType<typeof useContactTimeline>) {
  const button = useRef<HTMLButtonElement>(null);
  const { hasNextPage, isFetching, isError, fetchNextPage } = timeline;
  const wants = hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (!wants || !button.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void fetchNextPage();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [wants, fetchNextPage]);
  return button;
}

function Outline() {
  return (
    <Stack gap="sm" px="md" pb="md" aria-busy="true">
      <Skeleton h={64} w="55%" ml="auto" radius="lg" />
      <Skeleton h={44} w="35%" radius="lg" />
      <Skeleton h={80} w="60%" ml="auto" radius="lg" />
    </Stack>
  );
}
