import { Badge, SimpleGrid, Skeleton, Stack, Tabs, VisuallyHidden } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CampaignBadge, type CampaignPhase } from '@/components/badges';
import { NotFoundPage } from '@/components/ErrorPages';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import type { Campaign } from '@/hooks/useCampaigns';
import { ApiError } from '@/lib/api/errors';
import { useFormat } from '@/lib/useFormat';
import classes from './CampaignPage.module.css';
import { DoubtsPanel } from './DoubtsPanel';
import { ErrorsTab } from './ErrorsTab';
import { Figures } from './Figures';
import { Funnel } from './Funnel';
import { HeaderActions } from './HeaderActions';
import { Outcomes } from './Outcomes';
import { PeopleDrawer } from './PeopleDrawer';
import { readCount } from './people';
import { RepliesTab } from './RepliesTab';
import { SettingsTab } from './SettingsTab';
import { StatusWords } from './StatusWords';
import { type CampaignTab, TABS } from './search';
import { actionsOf, hasBegun, isRunning } from './status';
import { TimelineCard } from './TimelineCard';
import { useCampaignActions } from './useCampaignActions';
import { type Stats, useLiveCampaign } from './useLiveCampaign';

/** One campaign, live: what it is doing, how far it got, who is where. */
export function CampaignPage() {
  const { campaignId } = useParams({ from: '/app/campaigns/$campaignId' });
  return <CampaignView key={campaignId} id={campaignId} />;
}

function CampaignView({ id }: { id: number }) {
  const { campaign, stats, status, waitingUntil, phase } = useLiveCampaign(id);
  const navigate = useNavigate();
  const { act, dialogs } = useCampaignActions({ onDeleted: () => void navigate({ to: '/campaigns' }) });
  if (campaign.isError && !campaign.data) {
    return campaign.error instanceof ApiError && campaign.error.status === 404 ? (
      <NotFoundPage />
    ) : (
      <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />
    );
  }
  if (!campaign.data) return <CampaignSkeleton />;
  const actedOn = { id, name: campaign.data.name, status };
  return (
    <>
      <PageHeader
        title={campaign.data.name}
        badge={<CampaignBadge phase={phase} />}
        description={<StatusWords campaign={campaign.data} phase={phase} waitingUntil={waitingUntil} />}
      >
        <HeaderActions campaign={actedOn} onAct={act} />
      </PageHeader>
      {!hasBegun(status) ? (
        <SettingsTab campaign={campaign.data} />
      ) : stats.data ? (
        <Begun
          campaign={campaign.data}
          stats={stats.data}
          updatedAtMs={stats.dataUpdatedAt}
          phase={phase}
          waitingUntil={waitingUntil}
          isRunning={isRunning(status)}
          onRetry={actionsOf(status).includes('retry') ? () => act('retry', actedOn) : null}
        />
      ) : stats.isError ? (
        <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
      ) : (
        <NumbersSkeleton />
      )}
      {dialogs}
    </>
  );
}

interface Numbers {
  campaign: Campaign;
  stats: Stats;
  updatedAtMs: number;
  phase: CampaignPhase;
  waitingUntil: string | null;
  isRunning: boolean;
  onRetry: (() => void) | null;
}

function Begun(props: Numbers) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { tab = 'overview', people } = useSearch({ from: '/app/campaigns/$campaignId' });
  const navigate = useNavigate({ from: '/campaigns/$campaignId' });
  const { campaign, stats } = props;
  const failed = readCount(stats.message_1, 'failed') + readCount(stats.message_2, 'failed');
  const badges: Partial<Record<CampaignTab, number>> = {
    // As many as the tab lists: what failed, and what was never sent.
    errors: failed + readCount(stats.message_1, 'cancelled') + readCount(stats.message_2, 'cancelled'),
    replies: stats.interaction_count,
  };
  const open = (word: string | null) => {
    const next = TABS.find((known) => known === word) ?? 'overview';
    void navigate({
      search: ({ tab: _, ...rest }) => (next === 'overview' ? rest : { ...rest, tab: next }),
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <>
      <DoubtsPanel campaignId={campaign.id} stats={stats} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List className={classes.tabs} aria-label={t('tabs.label')} mb="md">
          {TABS.map((word) => (
            <Tabs.Tab
              key={word}
              value={word}
              rightSection={
                (badges[word] ?? 0) > 0 && (
                  <Badge
                    size="sm"
                    color={word === 'errors' && failed > 0 ? 'red.8' : 'gray.7'}
                    variant="filled"
                    className={classes.count}
                  >
                    {format.compact(badges[word] ?? 0)}
                  </Badge>
                )
              }
            >
              {t(`tabs.${word}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview {...props} />
        </Tabs.Panel>
        <Tabs.Panel value="errors">
          <ErrorsTab campaignId={campaign.id} stats={stats} onRetry={props.onRetry} />
        </Tabs.Panel>
        <Tabs.Panel value="replies">
          <RepliesTab campaignId={campaign.id} stats={stats} isOver={!props.isRunning} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <SettingsTab campaign={campaign} />
        </Tabs.Panel>
      </Tabs>
      <PeopleDrawer campaignId={campaign.id} word={people} stats={stats} />
    </>
  );
}

function Overview(props: Numbers) {
  const { campaign, stats } = props;
  const hasMessage2 = campaign.message_2 !== null;
  return (
    <Stack gap="md">
      <Figures {...props} />
      <div className={classes.numbers}>
        <Funnel campaignId={campaign.id} stats={stats} hasMessage2={hasMessage2} />
        <Stack gap="md" className={classes.side}>
          <Outcomes campaignId={campaign.id} stats={stats} type="message_1" isRunning={props.isRunning} />
          {hasMessage2 && (
            <Outcomes campaignId={campaign.id} stats={stats} type="message_2" isRunning={props.isRunning} />
          )}
        </Stack>
        <TimelineCard
          campaignId={campaign.id}
          stats={stats}
          hasMessage2={hasMessage2}
          isRunning={props.isRunning}
        />
      </div>
    </Stack>
  );
}

function CampaignSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" aria-busy="true">
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      <Skeleton h={34} w="min(360px, 70%)" />
      <Skeleton h={18} w="min(480px, 90%)" />
      <NumbersSkeleton />
    </Stack>
  );
}

function NumbersSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton h={38} w="min(420px, 100%)" />
      <Skeleton h={96} radius="md" />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Skeleton h={360} radius="md" />
        <Skeleton h={360} radius="md" />
      </SimpleGrid>
    </Stack>
  );
}
