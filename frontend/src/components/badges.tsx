import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';

export type MessageState = Schemas['State'];
export type CampaignPhase =
  | 'draft'
  | 'scheduled'
  | 'preparing'
  | 'sending'
  | 'waiting_for_replies'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'stopped';

/** One colour per state, everywhere: in badges, charts and bars. White text on each has a contrast above 4.5. */
export const STATE_COLORS: Record<MessageState, string> = {
  pending: 'gray.7',
  sending: 'cyan.9',
  held: 'yellow.8',
  sent: 'blue.8',
  delivered: 'teal.9',
  read: 'forest.9',
  failed: 'red.8',
  unknown: 'orange.9',
  cancelled: 'gray.8',
  no_interaction: 'grape.8',
};

const STATUS_COLORS: Record<CampaignPhase, string> = {
  draft: 'gray.7',
  scheduled: 'violet.8',
  preparing: 'cyan.9',
  sending: 'blue.8',
  waiting_for_replies: 'teal.9',
  paused: 'orange.9',
  completed: 'forest.8',
  failed: 'red.8',
  stopped: 'gray.8',
};

export function StateBadge({ state }: { state: MessageState }) {
  const { t } = useTranslation();
  return (
    <Badge color={STATE_COLORS[state]} variant="filled" tt="none" fw={600} miw="max-content">
      {t(`message_state.${state}`)}
    </Badge>
  );
}

export function CampaignBadge({ phase }: { phase: CampaignPhase }) {
  const { t } = useTranslation();
  return (
    <Badge color={STATUS_COLORS[phase]} variant="filled" tt="none" fw={600} miw="max-content">
      {t(`campaign_status.${phase}`)}
    </Badge>
  );
}
