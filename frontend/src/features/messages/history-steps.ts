import type { MessageStory } from '@/hooks/useMessages';

export type StoryWord =
  | 'created'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'unknown'
  | 'sent_again'
  | 'no_interaction'
  | 'interaction'
  | 'decided_wait'
  | 'decided_count_as_sent'
  | 'decided_send_again'
  | 'cancelled'
  | 'pending'
  | 'sending'
  | 'held';

export interface StoryStep {
  word: StoryWord;
  /** Null for what is so now and has no time of its own. */
  at: string | null;
  text: string | null;
}

const WORDS: readonly StoryWord[] = [
  'created',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'sent_again',
  'no_interaction',
  'interaction',
  'decided_wait',
  'decided_count_as_sent',
  'decided_send_again',
];

/** States that no event tells of: they stand at the end, without a time. */
const NOW: readonly StoryWord[] = ['cancelled', 'pending', 'sending', 'held'];

/** What happened to a message, the oldest first, and what it waits for or why it ended. */
export function listSteps(message: Pick<MessageStory, 'story' | 'state'>): StoryStep[] {
  const steps = message.story.flatMap(({ event, at, text }): StoryStep[] => {
    const word = WORDS.find((known) => known === event);
    return word ? [{ word, at, text }] : [];
  });
  const now = NOW.find((word) => word === message.state);
  return now ? [...steps, { word: now, at: null, text: null }] : steps;
}
