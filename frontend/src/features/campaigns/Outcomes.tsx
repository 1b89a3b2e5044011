import { Paper, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCancelWords } from '@/components/messages/useNames';
import { useCampaignErrors } from '@/hooks/useCampaigns';
import { useRefreshOn } from '@/hooks/useRefreshOn';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/query-keys';
import { useFormat } from '@/lib/useFormat';
import classes from './Outcomes.module.css';
import { PeopleLink } from './PeopleLink';
import { readCount, stateWord } from './people';
import type { Stats } from './useLiveCampaign';

type State = Schemas['State'];

/** What is always shown, and what only where there is any. */
const OF_MESSAGE_1: { always: readonly State[]; others: readonly State[] } = {
  always: ['failed', 'no_interaction', 'cancelled'],
  others: ['unknown', 'held'],
};
const OF_MESSAGE_2: { always: readonly State[]; others: readonly State[] } = {
  always: ['sent', 'delivered', 'read', 'failed', 'cancelled'],
  others: ['unknown', 'held'],
};
const QUEUED: readonly State[] = ['pending', 'sending'];

/** What fell out of the funnel or still waits, by the state it is in now. */
export function Outcomes(props: {
  campaignId: number;
  stats: Stats;
  type: 'message_1' | 'message_2';
  isRunning: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const counts = props.stats[props.type];
  const { always, others } = props.type === 'message_1' ? OF_MESSAGE_1 : OF_MESSAGE_2;
  const shown = [
    ...QUEUED.filter((state) => props.isRunning || readCount(counts, state) > 0),
    ...always,
    ...others.filter((state) => readCount(counts, state) > 0),
  ];
  const id = `outcomes-${props.type}`;
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-labelledby={id}>
      <Title order={2} size="h4" mb="xs" id={id}>
        {t(props.type === 'message_1' ? 'outcomes.title_1' : 'outcomes.title_2')}
      </Title>
      <ul className={classes.list}>
        {shown.map((state) => (
          <li key={state}>
            <Row
              campaignId={props.campaignId}
              type={props.type}
              state={state}
              count={readCount(counts, state)}
              withHint={props.type === 'message_1'}
            />
            {state === 'cancelled' && readCount(counts, state) > 0 && (
              <Why campaignId={props.campaignId} type={props.type} count={readCount(counts, state)} />
            )}
          </li>
        ))}
      </ul>
    </Paper>
  );
}

/** Why most of them were never sent, and the way to all reasons. */
function Why(props: { campaignId: number; type: 'message_1' | 'message_2'; count: number }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { say } = useCancelWords();
  const errors = useCampaignErrors(props.campaignId);
  useRefreshOn(`${props.type} ${props.count}`, keys.campaigns.errors(props.campaignId), 3000);
  const groups = (errors.data?.cancelled ?? []).filter(({ message_type }) => message_type === props.type);
  const [main] = groups.toSorted((one, other) => other.n - one.n);
  if (!main) return null;
  const reason = say(main.reason);
  return (
    <p className={classes.why}>
      {groups.length === 1
        ? t('outcomes.cancelled_only', { reason })
        : t('outcomes.cancelled_mostly', { reason, n: format.count(main.n) })}{' '}
      <Link
        to="/campaigns/$campaignId"
        params={{ campaignId: props.campaignId }}
        search={(before) => ({ ...before, tab: 'errors' as const })}
        replace
        resetScroll={false}
        preload={false}
      >
        {t('outcomes.cancelled_see')}
      </Link>
    </p>
  );
}

function Row(props: {
  campaignId: number;
  type: 'message_1' | 'message_2';
  state: State;
  count: number;
  withHint: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { state } = props;
  // Of those who were left out the reason itself is told below.
  const isExplained = state === 'cancelled' && props.count > 0;
  const hint =
    props.withHint && !isExplained && state !== 'sent' && state !== 'delivered' && state !== 'read'
      ? t(`outcomes.${state}_hint`)
      : null;
  return (
    <PeopleLink
      campaignId={props.campaignId}
      word={stateWord(props.type, state)}
      count={props.count}
      className={classes.row}
    >
      <span className={classes.dot} data-state={state} aria-hidden />
      <span className={classes.words}>
        <span className={classes.label}>{t(`outcomes.${state}`)}</span>
        {hint && <span className={classes.hint}>{hint}</span>}
      </span>
      <b className={classes.number}>{format.count(props.count)}</b>
    </PeopleLink>
  );
}
