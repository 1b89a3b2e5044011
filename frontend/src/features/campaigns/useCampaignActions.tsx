import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Command,
  useCampaignCommand,
  useDeleteCampaign,
  useDuplicateCampaign,
} from '@/hooks/useCampaignCommands';
import { useErrorText } from '@/lib/api/useErrorText';
import type { ActedOn } from './CampaignMenu';
import { ConfirmDialog } from './ConfirmDialog';
import { RetryDialog } from './RetryDialog';
import type { Action } from './status';

type Asked = { action: 'start' | 'stop' | 'delete' | 'retry'; campaign: ActedOn };

/**
 * Does what a menu or a button of a campaign says; what cannot be taken back is asked first, in a dialog that
 * the caller shows once. `onDeleted` is called before the lists are read again.
 */
export function useCampaignActions(options: { onDeleted?: () => void } = {}): {
  act: (action: Action, campaign: ActedOn) => void;
  dialogs: ReactNode;
} {
  const { t } = useTranslation('campaigns');
  const describe = useErrorText();
  const navigate = useNavigate();
  const command = useCampaignCommand();
  const duplicate = useDuplicateCampaign();
  const remove = useDeleteCampaign();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);

  const say = (message: string) => notifications.show({ message, color: 'teal' });
  const refuse = (error: unknown) =>
    notifications.show({ title: t('done.refused'), message: describe(error), color: 'red', role: 'alert' });

  const send = (word: Command, { id, name }: ActedOn) =>
    command.mutate(
      { id, command: word },
      { onSuccess: () => say(t(`done.${word}`, { name })), onError: refuse },
    );

  const act = (action: Action, campaign: ActedOn) => {
    switch (action) {
      case 'pause':
      case 'resume':
        return send(action, campaign);
      case 'start':
      case 'stop':
      case 'delete':
      case 'retry':
        return setAsked({ action, campaign });
      case 'duplicate':
        return duplicate.mutate(campaign.id, {
          onSuccess: (copy) => {
            say(t('done.duplicate'));
            void navigate({ to: '/campaigns/$campaignId/edit', params: { campaignId: copy.id } });
          },
          onError: refuse,
        });
      case 'edit':
      case 'export':
        return undefined; // links of the menu
    }
  };

  const confirm = ({ action, campaign }: Asked) => {
    close();
    if (action === 'start' || action === 'stop') send(action, campaign);
    if (action === 'delete') {
      remove.mutate(campaign.id, {
        onSuccess: () => {
          options.onDeleted?.();
          say(t('done.delete', { name: campaign.name }));
        },
        onError: refuse,
      });
    }
  };

  const dialogs = (
    <>
      <ConfirmDialog
        asked={asked?.action === 'retry' ? null : asked}
        onConfirm={() => asked && confirm(asked)}
        onClose={close}
      />
      {asked?.action === 'retry' && <RetryDialog campaign={asked.campaign} onClose={close} />}
    </>
  );
  return { act, dialogs };
}
