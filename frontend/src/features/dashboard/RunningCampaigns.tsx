import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CampaignBadge, STATE_COLORS } from '@/components/badges';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { Card } from './Card';
import { Dot } from './colors';
import classes from './Dashboard.module.css';
import { LiveNumber } from './LiveNumber';
import { SegmentBar } from './SegmentBar';
import { countStates } from './states';

type Running = Schemas['RunningCampaign'];

/** Campaigns under way, each with its messages as a bar and what it is waiting for. */
export function RunningCampaigns({ campaigns }: { campaigns: readonly Running[] }) {
  const { t } = useTranslation('dashboard');
  return (
    <Card title={t('running.title')}>
      {campaigns.length === 0 ? (
        <p className={classes.quiet}>{t('running.none')}</p>
      ) : (
        <ul className={classes.campaigns}>
          {campaigns.map((campaign) => (
            <li key={campaign.id}>
              <Campaign campaign={campaign} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Campaign({ campaign }: { campaign: Running }) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const parts = countStates(campaign.messages, 'message_1').map(({ state, n }) => ({
    key: state,
    n,
    // What still waits is the empty part of the bar.
    color: state === 'pending' ? 'transparent' : STATE_COLORS[state],
    words: t('running.part', { state: common(`message_state.${state}`), n: format.count(n) }),
  }));
  const { funnel } = campaign;
  const failed = parts.find((part) => part.key === 'failed')?.n ?? 0;
  const figures = [
    { key: 'delivered', label: t('running.delivered'), n: funnel.delivered, color: STATE_COLORS.delivered },
    { key: 'read', label: t('running.read'), n: funnel.read, color: STATE_COLORS.read },
    { key: 'interacted', label: t('running.interacted'), n: funnel.interacted, color: 'violet.7' },
    { key: 'message_2', label: t('running.message_2'), n: funnel.message_2_sent, color: 'cyan.8' },
    ...(failed > 0
      ? [{ key: 'failed', label: t('running.failed'), n: failed, color: STATE_COLORS.failed }]
      : []),
  ];
  return (
    <>
      <div className={classes.campaignHead}>
        <Anchor
          fw={600}
          className={classes.clip}
          renderRoot={(props) => (
            <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} {...props} />
          )}
        >
          {campaign.name}
        </Anchor>
        <CampaignBadge phase={campaign.phase} />
      </div>
      <SegmentBar
        parts={parts}
        label={t('running.bar', { name: campaign.name, parts: parts.map((part) => part.words).join(', ') })}
      />
      <ul className={classes.legend}>
        <li className={`${classes.legendItem} ${classes.words}`}>{words(campaign)}</li>
        {figures.map(({ key, label, n, color }) => (
          <li key={key} className={classes.legendItem}>
            <Dot color={color} />
            {label}{' '}
            <b>
              <LiveNumber value={n} />
            </b>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a campaign is doing now, in a sentence. */
function useWords(): (campaign: Running) => string {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  return ({ phase, funnel, progress, waiting_until }) => {
    switch (phase) {
      case 'preparing':
        return t('running.preparing', { n: format.count(funnel.recipients) });
      case 'paused':
        return t('running.paused');
      case 'waiting_for_replies':
        return waiting_until
          ? t('running.waiting', { time: format.dateTime(waiting_until) })
          : t('running.waiting_open');
      case 'sending': {
        const done = Math.round((funnel.recipients * progress) / 100);
        return t('running.sending', { done: format.count(done), all: format.count(funnel.recipients) });
      }
    }
  };
}
