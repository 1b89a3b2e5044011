import { Badge, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { type Session, useEndSession, useSessions } from '@/hooks/useSessions';
import { useErrorText } from '@/lib/api/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { readDevice } from './device';
import { SectionSkeleton } from './SectionSkeleton';
import classes from './SettingsPage.module.css';
import { SettingsSection } from './SettingsSection';

const SHOWN_FIRST = 6;

/** Where one is signed in, and a way to end it. */
export function SessionsSection() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useSessions();
  const [all, setAll] = useState(false);
  const format = useFormat();
  const shown = all ? data?.items : data?.items.slice(0, SHOWN_FIRST);
  return (
    <SettingsSection title={t('sessions.title')} text={t('sessions.text')}>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SectionSkeleton />)}
      {data && shown && (
        <ul className={classes.rows}>
          {shown.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {data && !all && data.total > SHOWN_FIRST && (
        <Button variant="subtle" mt="xs" onClick={() => setAll(true)}>
          {t('sessions.all', { n: format.count(data.total) })}
        </Button>
      )}
    </SettingsSection>
  );
}

function SessionRow({ session }: { session: Session }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const describe = useErrorText();
  const end = useEndSession();
  const { browser, system } = readDevice(session.user_agent ?? '');
  const device =
    browser && system ? t('sessions.device', { browser, system }) : (browser ?? t('sessions.unknown_device'));
  const when = format.ago(session.last_used_at);
  return (
    <li className={classes.row}>
      <div className={classes.rowMain}>
        <Group gap="xs">
          <Text fw={600} title={session.user_agent ?? ''}>
            {device}
          </Text>
          {session.current && (
            <Badge color="forest.8" tt="none" fw={600}>
              {t('sessions.current')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('sessions.used', { when })} · {t('sessions.since', { date: format.day(session.created_at) })}
          {session.address && ` · ${session.address}`}
        </Text>
      </div>
      {!session.current && (
        <Button
          variant="default"
          size="xs"
          style={{ flexShrink: 0 }}
          aria-label={t('sessions.end_named', { device, when })}
          loading={end.isPending}
          onClick={() =>
            end.mutate(session.id, {
              onSuccess: () => notifications.show({ color: 'forest', message: t('sessions.ended') }),
              onError: (error) => notifications.show({ color: 'red', message: describe(error) }),
            })
          }
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
