import { Paper, Text, Timeline, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconEye,
  IconFilePlus,
  IconHourglass,
  IconMessageCircle,
  IconRefresh,
  IconUserCheck,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { readKind } from '@/components/messages/interaction-kinds';
import { useCancelWords } from '@/components/messages/useNames';
import type { MessageStory } from '@/hooks/useMessages';
import { useFormat } from '@/lib/useFormat';
import { listSteps, type StoryWord } from './history-steps';

const LOOKS: Record<StoryWord, { icon: typeof IconCheck; color: string }> = {
  created: { icon: IconFilePlus, color: 'gray.7' },
  sent: { icon: IconCheck, color: 'blue.8' },
  delivered: { icon: IconChecks, color: 'teal.8' },
  read: { icon: IconEye, color: 'forest.8' },
  failed: { icon: IconAlertTriangle, color: 'red.8' },
  unknown: { icon: IconHourglass, color: 'orange.9' },
  sent_again: { icon: IconRefresh, color: 'blue.8' },
  no_interaction: { icon: IconVolumeOff, color: 'grape.8' },
  interaction: { icon: IconMessageCircle, color: 'forest.8' },
  decided_wait: { icon: IconUserCheck, color: 'gray.7' },
  decided_count_as_sent: { icon: IconUserCheck, color: 'blue.8' },
  decided_send_again: { icon: IconUserCheck, color: 'blue.8' },
  cancelled: { icon: IconBan, color: 'gray.7' },
  pending: { icon: IconClock, color: 'gray.7' },
  sending: { icon: IconClock, color: 'blue.8' },
  held: { icon: IconHourglass, color: 'orange.9' },
};

/** Everything that happened to a message, in its order. */
export function MessageHistory({ message }: { message: MessageStory }) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  const { say } = useCancelWords();
  const steps = listSteps(message);
  // What a contact did stands in `interactions` with its kind; the story has the same in the same order.
  const interactions = [...message.interactions].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let met = 0;
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-labelledby="story">
      <Title order={2} size="h4" mb="md" id="story">
        {t('detail.story')}
      </Title>
      <Timeline active={steps.length} bulletSize={28} lineWidth={2} role="list">
        {steps.map((step, index) => {
          const { icon: Icon, color } = LOOKS[step.word];
          const did = step.word === 'interaction' ? interactions[met++] : undefined;
          return (
            <Timeline.Item
              // biome-ignore lint/suspicious/noArrayIndexKey: what happened keeps its place
              key={index}
              role="listitem"
              bullet={<Icon size={15} aria-hidden />}
              color={color}
              title={t(`event.${step.word}`)}
            >
              {did && (
                <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {did.text ? `“${did.text}”` : t(`kind.${readKind(did.kind)}`)}
                  {!did.in_window && ` (${t('detail.late')})`}
                </Text>
              )}
              {step.word === 'cancelled' && message.cancel_reason && (
                <Text size="sm">{say(message.cancel_reason)}</Text>
              )}
              {step.at && (
                <Text size="xs" c="dimmed">
                  {format.day(step.at)}, {format.timeWithSeconds(step.at)}
                </Text>
              )}
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Paper>
  );
}
