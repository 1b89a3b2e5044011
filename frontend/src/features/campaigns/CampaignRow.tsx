import { Anchor, Box, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CampaignBadge } from '@/components/badges';
import type { CampaignItem, CampaignStatus } from '@/hooks/useCampaigns';
import { useFormat } from '@/lib/useFormat';
import { CampaignMenu } from './CampaignMenu';
import classes from './CampaignRow.module.css';
import { ProgressBar } from './ProgressBar';
import dots from './ProgressBar.module.css';
import { type Action, hasBegun } from './status';
import { useLiveItem } from './useLiveCampaign';

const SHOWN = ['recipients', 'sent', 'delivered', 'read', 'interacted', 'failed', 'no_interaction'] as const;

/** One campaign of the list: what it is, what it is doing, how far it got. */
export function CampaignRow(props: {
  item: CampaignItem;
  listedAtMs: number;
  onAction: (action: Action, campaign: { id: number; name: string; status: CampaignStatus }) => void;
}) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { item } = props;
  const { status, waitingUntil, phase, counts } = useLiveItem(item, props.listedAtMs);
  return (
    <Paper component="li" withBorder radius="md" className={classes.row}>
      <Box className={classes.what}>
        <Group gap="xs" wrap="wrap" align="center">
          <Anchor
            component={Link}
            to={`/campaigns/${item.id}`}
            fw={600}
            c="var(--mantine-color-text)"
            className={classes.name}
          >
            {item.name}
          </Anchor>
          <CampaignBadge phase={phase} />
        </Group>
        <Text size="sm" c="dimmed" mt={4} className={classes.meta}>
          {item.template.name} · {item.template.language}
          {item.has_message_2 && ` · ${t('row.with_message_2')}`}
        </Text>
        <Text size="sm" c="dimmed">
          <When
            item={item}
            status={status}
            waitingUntil={phase === 'waiting_for_replies' ? waitingUntil : null}
          />
        </Text>
      </Box>
      <Stack gap={8} className={classes.progress}>
        {hasBegun(status) || counts.recipients > 0 ? (
          <>
            <ProgressBar counts={counts} />
            <ul className={classes.counts}>
              {SHOWN.map((word) => (
                <li key={word} className={classes.count}>
                  <span className={classes.label}>
                    {word !== 'recipients' && <span className={dots.dot} data-layer={word} aria-hidden />}
                    {t(`counts.${word}`)}
                  </span>
                  <b>{format.count(counts[word])}</b>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {t('row.not_begun')}
          </Text>
        )}
      </Stack>
      <Box className={classes.menu}>
        <CampaignMenu
          campaign={{ id: item.id, name: item.name, status }}
          label={t('row.menu', { name: item.name })}
          onAction={props.onAction}
        />
      </Box>
    </Paper>
  );
}

function When(props: { item: CampaignItem; status: CampaignStatus; waitingUntil: string | null }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { item, status } = props;
  if (props.waitingUntil) return t('row.waiting_until', { when: format.dateTime(props.waitingUntil) });
  if (status === 'scheduled' && item.scheduled_at) {
    return t('row.starts', { when: format.dateTime(item.scheduled_at) });
  }
  if (item.completed_at) return t('row.ended', { when: format.dateTime(item.completed_at) });
  if (item.started_at) return t('row.started', { when: format.dateTime(item.started_at) });
  return t('row.created', { when: format.dateTime(item.created_at) });
}
