import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useSystem } from '@/hooks/useMonitoring';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
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
          details={sender.reason ?? undefined}
        />
      ))}
      <Intake intake={system.intake} />
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
  const silent = kind.items.filter((process) => process.state === 'silent').length;
  const overdue = kind.items.flatMap((process) =>
    process.overdue.map((work) =>
      t('health.overdue', {
        work: t(`health.work_${work}`, { defaultValue: work }),
        age: format.duration(process.work[work] ?? 0),
      }),
    ),
  );
  const details = [
    ...overdue,
    silent > 0
      ? t('health.silent', { count: silent })
      : kind.last_heartbeat_at && t('health.heartbeat', { when: format.relative(kind.last_heartbeat_at) }),
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
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const due = sending.oldest_due_age_s;
  const details = [
    sending.status !== 'ok' && due !== null && t('health.sending_due', { age: format.duration(due) }),
    ...sending.hindrances.map((hindrance) => t(`health.hindrance_${hindrance.code}`)),
  ];
  return (
    <Line
      name={t('health.sending')}
      well={sending.status === 'ok'}
      state={t(`health.sending_${sending.status}`)}
      details={details.filter(Boolean).join(' · ') || undefined}
    />
  );
}

function Intake({ intake }: { intake: Schemas['IntakeStatus'] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const gap = intake.gaps.at(-1);
  return (
    <Line
      name={t('health.intake')}
      well={intake.healthy}
      state={t(intake.healthy ? 'health.ok' : 'health.sick')}
      details={gap ? t('health.gap', { when: format.dateTime(gap.ended_at), reason: gap.reason }) : undefined}
    />
  );
}

function Line(props: { name: string; well: boolean; state: string; details?: string | undefined }) {
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
      <Badge color={props.well ? 'forest.8' : 'red.8'} variant="filled" tt="none" style={{ flexShrink: 0 }}>
        {props.state}
      </Badge>
    </Group>
  );
}
