import { Button } from '@mantine/core';
import { IconCopy, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ActedOn, CampaignMenu } from './CampaignMenu';
import { type Action, actionsOf } from './status';

const ICONS = {
  start: IconPlayerPlay,
  resume: IconPlayerPlay,
  pause: IconPlayerPause,
  stop: IconPlayerStop,
  duplicate: IconCopy,
} as const;
type Plain = keyof typeof ICONS;

/** What is done most in a status has a button; everything else is in the menu. */
export function HeaderActions(props: {
  campaign: ActedOn;
  onAct: (action: Action, campaign: ActedOn) => void;
}) {
  const { t } = useTranslation('campaigns');
  const { campaign } = props;
  const possible = actionsOf(campaign.status);
  const isOver = !possible.includes('stop') && !possible.includes('start');
  const plain = (['start', 'resume', 'pause', 'stop'] as const).filter((action) => possible.includes(action));
  const buttons: readonly Plain[] = isOver ? ['duplicate'] : plain;
  const isPrimary = (action: Plain) => action === 'start' || action === 'resume';
  return (
    <>
      {buttons.map((action) => {
        const Icon = ICONS[action];
        return (
          <Button
            key={action}
            variant={isPrimary(action) ? 'filled' : 'default'}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => props.onAct(action, campaign)}
          >
            {t(`actions.${action === 'start' && campaign.status === 'scheduled' ? 'start_now' : action}`)}
          </Button>
        );
      })}
      {possible.includes('edit') && (
        <Button
          component={Link}
          to={`/campaigns/${campaign.id}/edit`}
          variant="default"
          leftSection={<IconPencil size={16} aria-hidden />}
        >
          {t('actions.edit')}
        </Button>
      )}
      <CampaignMenu
        campaign={campaign}
        label={t('actions.menu')}
        onAction={props.onAct}
        without={[...buttons, 'edit']}
        size={36}
      />
    </>
  );
}
