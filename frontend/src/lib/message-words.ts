import type { Schemas } from '@/lib/api/client';

/** Types, states and milestones of messages, in the order in which people choose among them. */
export const TYPES = ['message_1', 'message_2'] as const satisfies readonly Schemas['MessageType'][];

export const STATES = [
  'pending',
  'sending',
  'held',
  'sent',
  'delivered',
  'read',
  'no_interaction',
  'failed',
  'unknown',
  'cancelled',
] as const satisfies readonly Schemas['State'][];

export const MILESTONES = [
  'sent',
  'delivered',
  'read',
  'interacted',
  'no_interaction',
  'failed',
] as const satisfies readonly Schemas['Milestone'][];
