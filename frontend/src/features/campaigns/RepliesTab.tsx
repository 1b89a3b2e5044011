import { Anchor, Badge, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { MoreButton } from '@/components/MoreButton';
import { InteractionText } from '@/components/messages/InteractionText';
import { useNames } from '@/components/messages/useNames';
import { useCampaignInteractions } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { useFormat } from '@/lib/useFormat';
import classes from './RepliesTab.module.css';
import type { Stats } from './useLiveCampaign';

/** What contacts wrote and did in answer, the newest first; new ones come by themselves. */
export function RepliesTab(props: { campaignId: number; stats: Stats; isOver: boolean }) {
  const { t } = useTranslation('campaigns');
  const replies = useCampaignInteractions(props.campaignId);
  useRefreshOn(props.stats.interaction_count, keys.campaigns.interactions(props.campaignId), 3000);
  if (replies.isError && !replies.data) {
    return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />;
  }
  if (replies.isPending) {
    return (
      <Stack gap="xs" aria-busy="true">
        {[0, 1, 2, 3, 4].map((row) => (
          <Skeleton key={row} h={56} radius="md" />
        ))}
      </Stack>
    );
  }
  const items = replies.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={IconMessageCircle}
        title={t(props.isOver ? 'replies.none_over' : 'replies.none')}
        text={t(props.isOver ? 'replies.none_over_text' : 'replies.none_text')}
      />
    );
  }
  return (
    <section aria-labelledby="replies">
      <Title order={2} size="h4" mb="sm" id="replies">
        {t('replies.title')}
      </Title>
      <Paper withBorder radius="md" component="ul" className={classes.list} aria-label={t('replies.list')}>
        {items.map((item) => (
          <Reply key={item.id} item={item} />
        ))}
      </Paper>
      <MoreButton of={replies} />
    </section>
  );
}

function Reply({ item }: { item: Schemas['CampaignInteraction'] }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { nameOf, isGone } = useNames();
  return (
    <li className={classes.reply}>
      <div className={classes.who}>
        {isGone(item) ? (
          <Text size="sm" fs="italic" c="dimmed">
            {nameOf(item)}
          </Text>
        ) : (
          <Anchor
            component={Link}
            to={`/contacts/${item.contact_id}`}
            size="sm"
            fw={600}
            c="var(--mantine-color-text)"
          >
            {nameOf(item)}
          </Anchor>
        )}
        <Text size="xs" c="dimmed">
          {format.dateTime(item.at)}
        </Text>
      </div>
      <div className={classes.what}>
        <InteractionText interaction={item} />
        {!item.in_window && (
          <Badge color="gray.7" variant="filled" tt="none" mt={4}>
            {t('replies.late')}
          </Badge>
        )}
      </div>
      {item.message_id !== null && (
        <Anchor component={Link} to={`/messages/${item.message_id}`} size="sm" className={classes.link}>
          {t('replies.message')}
        </Anchor>
      )}
    </li>
  );
}
