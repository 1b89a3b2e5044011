import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '@/components/dialogs/ConfirmModal';
import { useCampaignStats } from '@/hooks/useStats';
import { useShown } from '@/lib/useShown';
import type { ActedOn } from './CampaignMenu';
import { countLeft } from './pace';
import { hasBegun } from './status';

interface Asked {
  action: string;
  campaign: ActedOn;
}

/** Says what starting, stopping or deleting a campaign means, before it is done. */
export function ConfirmDialog(props: { asked: Asked | null; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const asked = useShown(props.asked);
  const action = asked?.action === 'stop' || asked?.action === 'delete' ? asked.action : 'start';
  return (
    <ConfirmModal
      opened={props.asked !== null}
      title={t(`confirm.${action}_title`, { name: asked?.campaign.name ?? '' })}
      yes={t(`confirm.${action}_yes`)}
      isHarsh={action !== 'start'}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      {asked && action === 'stop' && <Waiting campaignId={asked.campaign.id} />}
      <Text size="sm">
        {action === 'delete' && asked && !hasBegun(asked.campaign.status)
          ? t('confirm.delete_draft')
          : t(`confirm.${action}_text`)}
      </Text>
    </ConfirmModal>
  );
}

/** How many messages a stop would cancel, live. */
function Waiting({ campaignId }: { campaignId: number }) {
  const { t } = useTranslation('campaigns');
  const stats = useCampaignStats(campaignId);
  if (!stats.data) return null;
  return <Text fw={600}>{t('confirm.stop_waiting', { count: countLeft(stats.data) })}</Text>;
}
