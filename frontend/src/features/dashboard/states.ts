import type { MessageState } from '@/components/badges';
import type { Schemas } from '@/lib/api/client';

/** States in the order of bars and lists: the best first, what still waits last. */
const STATES_IN_ORDER: readonly MessageState[] = [
  'read',
  'delivered',
  'sent',
  'no_interaction',
  'failed',
  'cancelled',
  'unknown',
  'held',
  'sending',
  'pending',
];

export interface StateCount {
  state: MessageState;
  n: number;
}

/** How many messages of a type are in each state that has any. */
export function countStates(
  messages: Schemas['DashboardStats']['messages'],
  type: 'message_1' | 'message_2',
): StateCount[] {
  const counts: Partial<Record<MessageState, number>> = messages[type];
  return STATES_IN_ORDER.map((state) => ({ state, n: counts[state] ?? 0 })).filter(({ n }) => n > 0);
}
