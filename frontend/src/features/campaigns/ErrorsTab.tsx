import { Alert, Anchor, Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { useCancelWords } from '@/components/messages/useNames';
import { useCampaignErrors } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { useFormat } from '@/lib/useFormat';
import { useMetaWords } from '@/lib/useMetaWords';
import classes from './ErrorsTab.module.css';
import { PeopleLink } from './PeopleLink';
import { errorWord, readCount, stateWord } from './people';
import type { Stats } from './useLiveCampaign';

/** What failed, by Meta's reason and with what to do, and who was never written to and why. */
export function ErrorsTab(props: { campaignId: number; stats: Stats; onRetry: (() => void) | null }) {
  const { t } = useTranslation('campaigns');
  const errors = useCampaignErrors(props.campaignId);
  const { message_1, message_2 } = props.stats;
  useRefreshOn(
    [message_1, message_2]
      .map((states) => `${readCount(states, 'failed')} ${readCount(states, 'cancelled')}`)
      .join(' '),
    keys.campaigns.errors(props.campaignId),
    3000,
  );
  if (errors.isError && !errors.data) {
    return <ErrorState error={errors.error} onRetry={() => void errors.refetch()} />;
  }
  if (errors.isPending) {
    return (
      <Stack aria-busy="true">
        <Skeleton h={130} radius="md" />
        <Skeleton h={130} radius="md" />
      </Stack>
    );
  }
  const { items, cancelled } = errors.data;
  const retryable = items.reduce((sum, group) => sum + group.retryable, 0);
  return (
    <Stack gap="md">
      {props.onRetry && retryable > 0 && (
        <Alert variant="default" radius="md" p="md">
          <Group justify="space-between">
            <Text size="sm" fw={550}>
              {t('errors.some_retryable', { count: retryable })}
            </Text>
            <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={props.onRetry}>
              {t('actions.retry')}
            </Button>
          </Group>
        </Alert>
      )}
      <section aria-labelledby="failed">
        <Title order={2} size="h4" mb="sm" id="failed">
          {t('errors.title')}
        </Title>
        {items.length === 0 ? (
          <EmptyState icon={IconCircleCheck} title={t('errors.none')} text={t('errors.none_text')} />
        ) : (
          <ul className={classes.list}>
            {items.map((group) => (
              <ErrorGroup key={`${group.code} ${group.title}`} campaignId={props.campaignId} group={group} />
            ))}
          </ul>
        )}
      </section>
      <Cancelled campaignId={props.campaignId} groups={cancelled} />
    </Stack>
  );
}

function ErrorGroup(props: { campaignId: number; group: Schemas['CampaignErrorGroup'] }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { explain, advise } = useMetaWords();
  const { group } = props;
  const meaning = explain(group.code, group.meaning);
  const metaWords = [group.title, group.details].filter(Boolean).join(' · ');
  return (
    <Paper component="li" withBorder radius="md" p="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <div className={classes.words}>
          <Group gap="xs" mb={4}>
            <Badge color="red.8" variant="filled" tt="none">
              {t('errors.code', { code: group.code })}
            </Badge>
            <Text size="xs" c="dimmed">
              {t('errors.last_at', { when: format.dateTime(group.last_at) })}
            </Text>
          </Group>
          <Text fw={600}>{meaning}</Text>
          {metaWords && (
            <Text size="sm" c="dimmed" lang="en">
              {t('errors.meta_says', { words: metaWords })}
            </Text>
          )}
        </div>
        <PeopleLink
          campaignId={props.campaignId}
          word={errorWord(group.code)}
          count={group.count}
          of={meaning}
          className={classes.count}
        >
          <b>{format.count(group.count)}</b>
        </PeopleLink>
      </Group>
      <Text size="sm" mt="xs">
        <b>{t('errors.advice')}</b> {advise(group.code, group.advice)}
      </Text>
      <Group gap="md" mt={4}>
        <Text size="sm" c="dimmed">
          {group.retryable === 0
            ? t('errors.not_retryable')
            : group.retryable === group.count
              ? t('errors.retryable_all')
              : t('errors.retryable', { count: group.retryable })}
        </Text>
        <Anchor component={Link} to={`/messages/${group.message_id}`} size="sm">
          {t('errors.example')}
        </Anchor>
      </Group>
    </Paper>
  );
}

function Cancelled(props: { campaignId: number; groups: readonly Schemas['CancelledGroup'][] }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const { say, advise } = useCancelWords();
  return (
    <section aria-labelledby="cancelled">
      <Title order={2} size="h4" mb="sm" id="cancelled">
        {t('errors.cancelled_title')}
      </Title>
      {props.groups.length === 0 ? (
        <Text c="dimmed">{t('errors.cancelled_none')}</Text>
      ) : (
        <Paper withBorder radius="md" component="ul" className={classes.rows}>
          {props.groups.map(({ reason, message_type, n }) => (
            <li key={`${message_type} ${reason}`} className={classes.row}>
              <div className={classes.words}>
                <Text size="sm" fw={600}>
                  {say(reason)} · {tCommon(`message_type.${message_type}`)}
                </Text>
                <Text size="sm" c="dimmed">
                  {advise(reason)}
                </Text>
              </div>
              <PeopleLink
                campaignId={props.campaignId}
                word={stateWord(message_type, 'cancelled')}
                count={n}
                of={say(reason)}
                className={classes.count}
              >
                <b>{format.count(n)}</b>
              </PeopleLink>
            </li>
          ))}
        </Paper>
      )}
    </section>
  );
}
