import { Button, Group, Select, Skeleton, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch, IconSpeakerphone } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { MoreButton } from '@/components/MoreButton';
import { PageHeader } from '@/components/PageHeader';
import { useCampaigns } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import { keys } from '@/lib/query-keys';
import { CampaignRow } from './CampaignRow';
import classes from './CampaignsPage.module.css';
import { isStatus, STATUSES } from './status';
import { useCampaignActions } from './useCampaignActions';
import { useMovedAt } from './useLiveCampaign';

/** All campaigns, the newest first, with what they are doing. */
export function CampaignsPage() {
  const { t } = useTranslation('campaigns');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')}>
        <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={18} aria-hidden />}>
          {t('new')}
        </Button>
      </PageHeader>
      <Filters />
      <CampaignList />
    </>
  );
}

function Filters() {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation();
  const { q = '', status } = useSearch({ from: '/app/campaigns' });
  const navigate = useNavigate({ from: '/campaigns' });
  const [text, setText] = useState(q);
  // Back and forward change the address under the field.
  useEffect(() => setText(q), [q]);
  const search = useDebouncedCallback(
    (word: string) =>
      void navigate({
        search: (before) => {
          const { q: _, ...rest } = before;
          return word.trim() ? { ...rest, q: word.trim() } : rest;
        },
        replace: true,
      }),
    250,
  );
  return (
    <Group mb="md" gap="sm" role="search">
      <TextInput
        className={classes.search}
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <Select
        className={classes.status}
        aria-label={t('status_filter')}
        placeholder={t('all_statuses')}
        data={STATUSES.map((word) => ({ value: word, label: tCommon(`campaign_status.${word}`) }))}
        value={status ?? null}
        onChange={(word) =>
          void navigate({
            search: ({ status: _, ...rest }) => (isStatus(word) ? { ...rest, status: word } : rest),
            replace: true,
          })
        }
        clearable
        clearButtonProps={{ 'aria-label': tCommon('actions.clear') }}
      />
    </Group>
  );
}

function CampaignList() {
  const { t } = useTranslation('campaigns');
  const search = useSearch({ from: '/app/campaigns' });
  const campaigns = useCampaigns(search);
  const { act, dialogs } = useCampaignActions();
  const movedAtMs = useMovedAt();
  const isShort = (campaigns.data?.pages.length ?? 0) <= 1;
  useRefreshOn(isShort ? movedAtMs : undefined, keys.campaigns.list(search), 10_000);
  if (campaigns.isPending) return <ListSkeleton />;
  if (campaigns.isError && !campaigns.data) {
    return <ErrorState error={campaigns.error} onRetry={() => void campaigns.refetch()} />;
  }
  const items = campaigns.data?.pages.flatMap((page) => page.items) ?? [];
  const total = campaigns.data?.pages[0]?.total;
  if (items.length === 0) return <Nothing isFiltered={Boolean(search.q || search.status)} />;
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {typeof total === 'number' ? t('shown', { count: total }) : ' '}
      </Text>
      <Stack
        component="ul"
        gap="sm"
        className={classes.list}
        aria-label={t('list')}
        data-stale={campaigns.isPlaceholderData || undefined}
      >
        {items.map((item) => (
          <CampaignRow key={item.id} item={item} listedAtMs={campaigns.dataUpdatedAt} onAction={act} />
        ))}
      </Stack>
      <MoreButton of={campaigns} />
      {dialogs}
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('campaigns');
  if (isFiltered) {
    return (
      <EmptyState
        icon={IconSearch}
        title={t('empty.filtered')}
        text={t('empty.filtered_text')}
        action={
          <Button component={Link} to="/campaigns" variant="default">
            {t('empty.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={IconSpeakerphone}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Button component={Link} to="/campaigns/new" mt="xs">
          {t('empty.action')}
        </Button>
      }
    />
  );
}

function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{t('states.loading')}</VisuallyHidden>
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} h={106} radius="md" />
      ))}
    </Stack>
  );
}
