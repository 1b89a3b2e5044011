import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useAlerts, useSystem } from '@/hooks/useMonitoring';
import { findHalt } from '@/lib/alerts';
import type { Schemas } from '@/lib/api/client';
import { useAlertText } from '@/lib/useAlertText';
import { useFormat } from '@/lib/useFormat';
import { useStopWords, useWord } from '@/lib/useReason';
import { judgeGaps } from './gaps';
import { Panel } from './Panel';

/** Database, Redis, every process, the numbers at Meta, and the intake of webhooks. */
export function HealthPanel() {
  const { t } = useTranslation('monitoring');
  const system = useSystem();
  return (
    <Panel title={t('health.title')}>
      {system.isError && <ErrorState error={system.error} onRetry={() => void system.refetch()} />}
      {system.isPending && <Skeleton h={220} />}
      {system.data && <Health system={system.data} />}
    </Panel>
  );
}

function Health({ system }: { system: Schemas['SystemStatus'] }) {
  const { t } = useTranslation('monitoring');
  const explain = useStopWords();
  return (
    <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      <Server name={t('health.database')} server={system.database} />
      <Server name={t('health.redis')} server={system.redis} />
      {Object.entries(system.processes).map(([name, kind]) => (
        <Process key={name} name={name} kind={kind} />
      ))}
      <Sending sending={system.sending} />
      {system.senders.map((sender) => (
        <Line
          key={sender.sender_id}
          name={t('health.number', { number: sender.number })}
          well={sender.status === 'ok'}
          state={t(`health.sender_${sender.status}`)}
          details={sender.reason ? explain(sender.code, sender.reason) : undefined}
        />
      ))}
      <Intake system={system} />
    </Stack>
  );
}

function Server({ name, server }: { name: string; server: Schemas['ServerStatus'] }) {
  const { t, i18n } = useTranslation('monitoring');
  const ms = server.latency_ms?.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  const facts = [server.version, ms && t('health.latency', { ms }), server.error];
  return (
    <Line
      name={name}
      well={server.status === 'ok'}
      state={t(`health.${server.status}`)}
      details={facts.filter(Boolean).join(' · ')}
    />
  );
}

function Process({ name, kind }: { name: string; kind: Schemas['ProcessKind'] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const tellWork = useWord('work');
  const silent = kind.items.filter((process) => process.state === 'silent').length;
  const overdue = kind.items.flatMap((process) =>
    process.overdue.map((work) =>
      t('health.overdue', {
        work: tellWork(work),
        age: format.duration(process.work[work] ?? 0),
      }),
    ),
  );
  const details = [
    ...overdue,
    silent > 0
      ? t('health.silent', { count: silent })
      : kind.last_heartbeat_at && t('health.heartbeat', { when: format.ago(kind.last_heartbeat_at) }),
  ];
  return (
    <Line
      name={t('health.process', { name })}
      well={kind.alive > 0 && silent === 0 && overdue.length === 0}
      state={t('health.running', { count: kind.alive })}
      details={details.filter(Boolean).join(' · ') || undefined}
    />
  );
}

function Sending({ sending }: { sending: Schemas['SendingStatus'] }) {
  const { t, i18n } = useTranslation('monitoring');
  const format = useFormat();
  const { describe } = useAlertText();
  // Senders that are well send nothing while the whole installation is halted.
  const halt = findHalt(useAlerts().data?.items);
  const due = sending.oldest_due_age_s;
  const hinders = ({ code, reason }: Schemas['HindranceAnswer']) => {
    const key = `health.hindrance_${code}`;
    // The code comes from the API: that there is a text for it is asked right here.
    if (i18n.exists(key, { ns: 'monitoring' })) return (t as (key: string) => string)(key);
    // The API's English words, where the alert does not already tell it in the reader's language.
    return halt ? null : reason;
  };
  const details = [
    halt && describe(halt),
    sending.status !== 'ok' && due !== null && t('health.sending_due', { age: format.duration(due) }),
    ...new Set(sending.hindrances.map(hinders)),
  ];
  return (
    <Line
      name={t('health.sending')}
      well={sending.status === 'ok' && !halt}
      state={t(halt ? 'health.sending_halted' : `health.sending_${sending.status}`)}
      details={details.filter(Boolean).join(' · ') || undefined}
    />
  );
}

/** How a time without intake is told: red where webhooks were refused, and no alarm where the server was just off. */
const INTAKE_COLORS = {
  ok: 'forest.8',
  restarted: 'gray.7',
  break: 'gray.7',
  was_away: 'orange.9',
  sick: 'red.8',
} as const;

function Intake({ system }: { system: Schemas['SystemStatus'] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const tellGap = useWord('gap');
  const { intake } = system;
  const state = intake.healthy ? 'ok' : judgeGaps(intake.gaps, system.processes.api);
  const [gap] = intake.gaps;
  return (
    <Line
      name={t('health.intake')}
      well={intake.healthy}
      color={INTAKE_COLORS[state]}
      state={t(`health.${state}`)}
      details={
        gap
          ? t('health.gap', { when: format.dateTime(gap.ended_at), reason: tellGap(gap.reason) })
          : undefined
      }
    />
  );
}

function Line(props: {
  name: string;
  well: boolean;
  color?: string;
  state: string;
  details?: string | undefined;
}) {
  return (
    <Group
      component="li"
      justify="space-between"
      wrap="nowrap"
      gap="sm"
      py={8}
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <div style={{ minWidth: 0 }}>
        <Text fw={550}>{props.name}</Text>
        {props.details && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {props.details}
          </Text>
        )}
      </div>
      <Badge
        color={props.color ?? (props.well ? 'forest.8' : 'red.8')}
        variant="filled"
        tt="none"
        style={{ flexShrink: 0 }}
      >
        {props.state}
      </Badge>
    </Group>
  );
}
