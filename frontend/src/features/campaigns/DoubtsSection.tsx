import { Button, Text, Title } from '@mantine/core';
import { IconClockPause, IconRefresh, IconUserCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FactLine } from '@/components/FactLine';
import type { CampaignDoubts, DoubtsOfType } from '@/hooks/useDoubts';
import { useFormat } from '@/lib/useFormat';
import classes from './DoubtsPanel.module.css';
import { DECISIONS, type Decision, readStakes, ripeAt, type Stakes } from './doubts';
import { PeopleLink } from './PeopleLink';
import { stateWord } from './people';
import { useDoubtWords } from './useDoubtWords';

const SHOWN_MOMENTS = 3;

/** The doubts of one message type: what is known of them, and the three things that can be done. */
export function DoubtsSection(props: {
  campaignId: number;
  doubts: CampaignDoubts;
  found: DoubtsOfType;
  isBusy: boolean;
  onChoose: (decision: Decision) => void;
}) {
  const { t } = useTranslation('doubts');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const { doubts, found } = props;
  const type = tCommon(`message_type.${found.message_type}`);
  const stakes = readStakes(found);
  const until = ripeAt(doubts, found);
  return (
    <div className={classes.section}>
      <Title order={3} size="h5">
        <PeopleLink
          campaignId={props.campaignId}
          word={stateWord(found.message_type, 'unknown')}
          count={found.messages}
          className={classes.people}
        >
          {t('of_type', { count: found.messages, type })}
        </PeopleLink>
      </Title>
      <dl className={classes.facts}>
        <Known doubts={doubts} found={found} />
      </dl>
      {stakes.ripe === 0 ? (
        <Text size="sm" fw={550}>
          {t('young_all', { count: found.messages, until: format.time(until ?? found.newest_at) })}
        </Text>
      ) : (
        <>
          {stakes.young > 0 && (
            <Text size="sm" c="dimmed">
              {t('young_some', { count: stakes.young })}
            </Text>
          )}
          <Choices {...props} label={t('choose', { type })} stakes={stakes} />
        </>
      )}
    </div>
  );
}

function Known({ doubts, found }: { doubts: CampaignDoubts; found: DoubtsOfType }) {
  const { t } = useTranslation('doubts');
  const format = useFormat();
  const { explain } = useDoubtWords();
  const { taken, not_taken } = doubts.known_ends;
  const known = taken + not_taken;
  const others = found.moments.length - SHOWN_MOMENTS;
  const [from, to] = [format.dateTime(found.since), format.dateTime(found.newest_at)];
  return (
    <>
      <FactLine label={t('since', { count: found.messages })}>
        {from === to ? t('since_one_moment', { when: from }) : t('since_span', { from, to })}
      </FactLine>
      <FactLine label={t('why', { count: found.messages })}>
        {found.reasons.map((reason) => {
          const { words, isEnglish } = explain(reason);
          return (
            <span key={reason.code} className={classes.line} {...(isEnglish && { lang: 'en' })}>
              {found.reasons.length > 1 && <b>{format.count(reason.messages)} · </b>}
              {words}
            </span>
          );
        })}
      </FactLine>
      <FactLine label={t('on_wire')}>
        {found.moments.slice(0, SHOWN_MOMENTS).map((moment) => {
          const begin = format.timeWithSeconds(moment.from_at);
          const end = format.timeWithSeconds(moment.until_at);
          return (
            <span key={moment.from_at} className={classes.line}>
              {begin === end
                ? t('on_wire_item', { count: moment.messages, when: begin })
                : t('on_wire_span', { count: moment.messages, from: begin, to: end })}
            </span>
          );
        })}
        {others > 0 && <span className={classes.line}>{t('more_moments', { count: others })}</span>}
      </FactLine>
      {found === doubts.items[0] && (
        <FactLine label={t('known')}>
          {known > 0
            ? t('known_ends', { known, taken, share: format.percent((100 * taken) / known) })
            : t('known_nothing')}
        </FactLine>
      )}
      {found.held_open_until && (
        <FactLine label={t('held')}>{format.dateTime(found.held_open_until)}</FactLine>
      )}
    </>
  );
}

const ICONS = { wait: IconClockPause, count_as_sent: IconUserCheck, send_again: IconRefresh } as const;

function Choices(props: {
  found: DoubtsOfType;
  label: string;
  stakes: Stakes;
  isBusy: boolean;
  onChoose: (decision: Decision) => void;
}) {
  const { t } = useTranslation('doubts');
  const { stakes } = props;
  const closed = stakes.windowClosed ?? 0;
  const risk: Record<Decision, string> = {
    wait: t('wait_text', { count: stakes.ripe }),
    count_as_sent: t('count_as_sent_text', { count: stakes.ripe }),
    send_again: [
      stakes.twice > 0 && t('send_again_text', { count: stakes.twice }),
      closed > 0 && t('window_closed', { count: closed }),
    ]
      .filter(Boolean)
      .join(' '),
  };
  return (
    <ul className={classes.choices} aria-label={props.label}>
      {DECISIONS.map((decision) => {
        const Icon = ICONS[decision];
        const id = `risk-${props.found.message_type}-${decision}`;
        return (
          <li key={decision} className={classes.choice}>
            <Text size="sm" id={id} className={classes.risk}>
              {risk[decision]}
            </Text>
            <Button
              variant="default"
              leftSection={<Icon size={16} aria-hidden />}
              aria-describedby={id}
              disabled={props.isBusy || (decision === 'send_again' && stakes.twice === 0)}
              onClick={() => props.onChoose(decision)}
            >
              {t(decision, { count: stakes.ripe })}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
