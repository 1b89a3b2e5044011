import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AfterPaint } from '@/components/AfterPaint';
import { STATE_COLORS } from '@/components/badges';
import type { Schemas } from '@/lib/api/client';
import { useFormat } from '@/lib/useFormat';
import { Card } from './Card';
import { Dot } from './colors';
import classes from './Dashboard.module.css';
import { Switcher } from './Switcher';
import { countStates } from './states';

const StatesDonut = lazy(async () => ({ default: (await import('./StatesDonut')).StatesDonut }));

const SIZE = 156;
const WAITING = <Skeleton circle h={SIZE} w={SIZE} />;

/** In which state all messages of a type are now: as a donut, and as the list that says the same. */
export function StatesCard({ messages }: { messages: Schemas['DashboardStats']['messages'] }) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const [type, setType] = useState<'message_1' | 'message_2'>('message_1');
  const counts = countStates(messages, type);
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  return (
    <Card
      title={t('states.title')}
      aside={
        <Switcher
          label={t('states.which')}
          value={type}
          onChange={setType}
          choices={[
            { value: 'message_1', label: common('message_type.message_1') },
            { value: 'message_2', label: common('message_type.message_2') },
          ]}
        />
      }
    >
      {total === 0 ? (
        <p className={classes.quiet}>{t('states.none')}</p>
      ) : (
        <div className={classes.donut}>
          <div aria-hidden>
            <AfterPaint fallback={WAITING}>
              <Suspense fallback={WAITING}>
                <StatesDonut counts={counts} size={SIZE} label={format.compact(total)} />
              </Suspense>
            </AfterPaint>
          </div>
          <ul className={classes.states}>
            {counts.map(({ state, n }) => (
              <li key={state} className={classes.stateRow}>
                <Dot color={STATE_COLORS[state]} />
                {common(`message_state.${state}`)}
                <b>{format.count(n)}</b>
                <span className={classes.share}>{format.percent((100 * n) / total)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
