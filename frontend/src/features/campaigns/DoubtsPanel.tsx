import { Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { type DoubtsRequest, useCampaignDoubts, useDecideDoubts } from '@/hooks/useDoubts';
import { DoubtsConfirm } from './DoubtsConfirm';
import { DoubtsHistory } from './DoubtsHistory';
import classes from './DoubtsPanel.module.css';
import { DoubtsResult, type Said } from './DoubtsResult';
import { DoubtsSection } from './DoubtsSection';
import { type Decision, readStakes } from './doubts';
import { readCount } from './people';
import { useFreshDoubts } from './useFreshDoubts';
import type { Stats } from './useLiveCampaign';

type Asked = { type: DoubtsRequest['message_type']; decision: Exclude<Decision, 'wait'> };

/** Messages of which nobody can tell whether Meta took them, and what to do; nothing where there are none. */
export function DoubtsPanel({ campaignId, stats }: { campaignId: number; stats: Stats }) {
  const { t } = useTranslation('doubts');
  const count = readCount(stats.message_1, 'unknown') + readCount(stats.message_2, 'unknown');
  const doubts = useCampaignDoubts(campaignId, count > 0);
  useFreshDoubts(stats, doubts.data);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const decide = useDecideDoubts(campaignId);

  const data = count > 0 ? doubts.data : undefined;
  const items = data?.items ?? [];
  const hasFailed = count > 0 && doubts.isError && !doubts.data;
  if (items.length === 0 && !hasFailed && !said) return null;

  const send = (type: Asked['type'], decision: Decision) =>
    decide.mutate(
      // What is still settling, and what has left since this was read, is another question.
      { message_type: type, decision, left_before: data?.ripe_before ?? null },
      { onSuccess: (done) => setSaid({ done }), onError: (error) => setSaid({ error }) },
    );
  const askedOf = items.find((found) => found.message_type === asked?.type);
  return (
    <Paper
      withBorder
      radius="md"
      p="md"
      mb="md"
      component="section"
      aria-labelledby="doubts"
      className={classes.panel}
    >
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <ThemeIcon color="orange.9" radius="xl" size={32} aria-hidden>
            <IconHourglass size={18} />
          </ThemeIcon>
          <div>
            <Title order={2} size="h4" id="doubts">
              {items.length > 0 || hasFailed ? t('title', { count }) : t('done.title')}
            </Title>
            {data && items.length > 0 && (
              <Text size="sm">
                {t('text', { count })}
                {data.completed_at && ` ${t('closed', { count })}`}
              </Text>
            )}
          </div>
        </Group>
        {said && <DoubtsResult said={said} onClose={() => setSaid(null)} />}
        {hasFailed && <ErrorState error={doubts.error} onRetry={() => void doubts.refetch()} />}
        {data &&
          items.map((found) => (
            <DoubtsSection
              key={found.message_type}
              campaignId={campaignId}
              doubts={data}
              found={found}
              isBusy={decide.isPending}
              onChoose={(decision) =>
                decision === 'wait'
                  ? send(found.message_type, decision)
                  : setAsked({ type: found.message_type, decision })
              }
            />
          ))}
        {data && items.length > 0 && <DoubtsHistory verdicts={data.verdicts} />}
      </Stack>
      <DoubtsConfirm
        asked={asked && askedOf ? { decision: asked.decision, stakes: readStakes(askedOf) } : null}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          setAsked(null);
          if (asked) send(asked.type, asked.decision);
        }}
      />
    </Paper>
  );
}
