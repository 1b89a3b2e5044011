import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCampaignStats } from '@/hooks/useStats';
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
  const { t: tCommon } = useTranslation();
  // The words stay while the dialog fades away.
  const [shown, setShown] = useState<Asked | null>(null);
  useEffect(() => {
    if (props.asked) setShown(props.asked);
  }, [props.asked]);
  const asked = props.asked ?? shown;
  const action = asked?.action === 'stop' || asked?.action === 'delete' ? asked.action : 'start';
  const name = asked?.campaign.name ?? '';
  return (
    <Modal
      opened={props.asked !== null}
      onClose={props.onClose}
      title={t(`confirm.${action}_title`, { name })}
      centered
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack>
        {asked && action === 'stop' && <Waiting campaignId={asked.campaign.id} />}
        <Text size="sm">
          {action === 'delete' && asked && !hasBegun(asked.campaign.status)
            ? t('confirm.delete_draft')
            : t(`confirm.${action}_text`)}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {tCommon('actions.cancel')}
          </Button>
          <Button {...(action !== 'start' && { color: 'red.8' })} onClick={props.onConfirm}>
            {t(`confirm.${action}_yes`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** How many messages a stop would cancel, live. */
function Waiting({ campaignId }: { campaignId: number }) {
  const { t } = useTranslation('campaigns');
  const stats = useCampaignStats(campaignId);
  if (!stats.data) return null;
  return <Text fw={600}>{t('confirm.stop_waiting', { count: countLeft(stats.data) })}</Text>;
}
