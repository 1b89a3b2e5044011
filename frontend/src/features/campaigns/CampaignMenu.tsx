import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useExport } from '@/components/downloads/useExport';
import type { CampaignStatus } from '@/hooks/useCampaigns';
import { exportHref } from './people';
import { type Action, actionsOf } from './status';

const ICONS: Record<Action, typeof IconCopy> = {
  start: IconPlayerPlay,
  edit: IconPencil,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  stop: IconPlayerStop,
  retry: IconRefresh,
  duplicate: IconCopy,
  export: IconDownload,
  delete: IconTrash,
};

const DANGER = 'light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))';
const DANGEROUS: readonly Action[] = ['stop', 'delete'];

export interface ActedOn {
  id: number;
  name: string;
  status: CampaignStatus;
}

/** Everything that can be done with a campaign now, but for what has a button of its own (`without`). */
export function CampaignMenu(props: {
  campaign: ActedOn;
  label: string;
  onAction: (action: Action, campaign: ActedOn) => void;
  without?: readonly Action[];
  size?: string | number;
}) {
  const { t } = useTranslation('campaigns');
  const { campaign } = props;
  const button = useRef<HTMLButtonElement>(null);
  const exporting = useExport();
  const act = (action: Action) => {
    // A dialog that opens now gives the focus back to where it is: the item will be gone by then.
    button.current?.focus();
    props.onAction(action, campaign);
  };
  const actions = actionsOf(campaign.status).filter((action) => !props.without?.includes(action));
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size={props.size ?? 'lg'}
            aria-label={props.label}
          >
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => {
            const Icon = ICONS[action];
            const shared = {
              leftSection: <Icon size={16} aria-hidden />,
              children: t(
                `actions.${action === 'start' && campaign.status === 'scheduled' ? 'start_now' : action}`,
              ),
              ...(DANGEROUS.includes(action) && { c: DANGER }),
            };
            if (action === 'edit') {
              return (
                <Menu.Item key={action} component={Link} to={`/campaigns/${campaign.id}/edit`} {...shared} />
              );
            }
            if (action === 'export') {
              return (
                <Menu.Item
                  key={action}
                  {...shared}
                  onClick={() => {
                    button.current?.focus();
                    exporting.ask(exportHref(campaign.id, {}));
                  }}
                />
              );
            }
            return <Menu.Item key={action} onClick={() => act(action)} {...shared} />;
          })}
        </Menu.Dropdown>
      </Menu>
      {exporting.dialog}
    </>
  );
}
