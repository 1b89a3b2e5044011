import { Button, Group, Text } from '@mantine/core';
import { IconCopy, IconLock } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CampaignBadge } from '@/components/badges';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import { readCampaign } from '@/features/editor/draft/draft';
import { type EditorData, useEditorData } from '@/features/editor/draft/useEditorData';
import { Notice } from '@/features/editor/fields/Notice';
import { useDuplicateCampaign } from '@/hooks/useCampaignCommands';
import { type Campaign, useCampaign } from '@/hooks/useCampaigns';
import { useErrorText } from '@/lib/api/useErrorText';
import { CampaignEditor } from './CampaignEditor';
import { EditorSkeleton } from './EditorSkeleton';

/** A campaign that has not started. */
export function EditCampaignPage() {
  const { t } = useTranslation('editor');
  const { campaignId } = useParams({ from: '/app/campaigns/$campaignId/edit' });
  const campaign = useCampaign(campaignId);
  const { data, error, retry } = useEditorData();
  const failed = campaign.data ? error : (campaign.error ?? error);
  if (failed) {
    return (
      <>
        <PageHeader title={t('page.edit_plain')} />
        <ErrorState
          error={failed}
          onRetry={() => {
            if (campaign.isError) void campaign.refetch();
            retry();
          }}
        />
      </>
    );
  }
  if (!campaign.data || !data) return <EditorSkeleton />;
  if (campaign.data.status !== 'draft' && campaign.data.status !== 'scheduled') {
    return <Started campaign={campaign.data} />;
  }
  return <Editing key={campaignId} campaign={campaign.data} data={data} />;
}

function Editing({ campaign, data }: { campaign: Campaign; data: EditorData }) {
  // What somebody else saves meanwhile must not change the page under the fingers.
  const [initial] = useState(() => readCampaign(campaign));
  return (
    <CampaignEditor
      campaign={campaign}
      initial={initial}
      data={data}
      badge={<CampaignBadge phase={campaign.status} />}
    />
  );
}

function Started({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('editor');
  const describe = useErrorText();
  const navigate = useNavigate();
  const duplicate = useDuplicateCampaign();
  return (
    <>
      <PageHeader
        title={t('page.edit', { name: campaign.name })}
        badge={<CampaignBadge phase={campaign.status} />}
      />
      <Notice color="blue" icon={<IconLock />} title={t('started.title')}>
        <Text size="sm" mb="md">
          {t('started.text')}
        </Text>
        <Group gap="xs">
          <Button component={Link} to={`/campaigns/${campaign.id}`}>
            {t('started.open')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconCopy size={16} />}
            loading={duplicate.isPending}
            onClick={() =>
              duplicate.mutate(campaign.id, {
                onSuccess: ({ id }) =>
                  void navigate({ to: '/campaigns/$campaignId/edit', params: { campaignId: id } }),
              })
            }
          >
            {t('started.duplicate')}
          </Button>
        </Group>
        {duplicate.error && (
          <Text size="sm" mt="sm" role="alert">
            {describe(duplicate.error)}
          </Text>
        )}
      </Notice>
    </>
  );
}
