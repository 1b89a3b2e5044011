import type { CampaignPhase } from '@/components/badges';
import type { CampaignStatus } from '@/hooks/useCampaigns';

export const STATUSES = [
  'draft',
  'scheduled',
  'preparing',
  'sending',
  'paused',
  'completed',
  'failed',
  'stopped',
] as const satisfies readonly CampaignStatus[];

export const isStatus = (word: unknown): word is CampaignStatus => STATUSES.some((status) => status === word);

/** The word of the API, whatever a later version may add. */
export const readStatus = (word: string): CampaignStatus => (isStatus(word) ? word : 'sending');

/** The status as people see it: a campaign that has sent everything waits for replies. */
export function phaseOf(campaign: {
  status: string;
  waiting_until?: string | null | undefined;
}): CampaignPhase {
  const status = readStatus(campaign.status);
  return status === 'sending' && campaign.waiting_until ? 'waiting_for_replies' : status;
}

export type Action =
  | 'start'
  | 'edit'
  | 'pause'
  | 'resume'
  | 'stop'
  | 'retry'
  | 'duplicate'
  | 'export'
  | 'delete';

/** What may be done with a campaign in a status, in the order of the menu. The server decides in the end. */
const ACTIONS: Record<CampaignStatus, readonly Action[]> = {
  draft: ['start', 'edit', 'duplicate', 'delete'],
  scheduled: ['start', 'edit', 'stop', 'duplicate', 'delete'],
  preparing: ['pause', 'stop', 'duplicate', 'export'],
  sending: ['pause', 'stop', 'retry', 'duplicate', 'export'],
  paused: ['resume', 'stop', 'retry', 'duplicate', 'export'],
  completed: ['retry', 'duplicate', 'export', 'delete'],
  failed: ['retry', 'duplicate', 'export', 'delete'],
  stopped: ['duplicate', 'export', 'delete'],
};

export const actionsOf = (status: CampaignStatus): readonly Action[] => ACTIONS[status];

/** Whether its numbers move by themselves: the live stream carries it. */
export const isRunning = (status: CampaignStatus): boolean =>
  status === 'preparing' || status === 'sending' || status === 'paused';

/** Whether messages of it exist, so that there are numbers to show. */
export const hasBegun = (status: CampaignStatus): boolean => status !== 'draft' && status !== 'scheduled';
