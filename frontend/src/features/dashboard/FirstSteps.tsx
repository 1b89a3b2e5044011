import { Button, Paper, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/client';
import classes from './FirstSteps.module.css';

type Stats = Pick<Schemas['DashboardStats'], 'contacts' | 'categories' | 'campaigns'>;

/** What to do before there is anything to see, as a checklist. */
export function FirstSteps({ stats }: { stats: Stats }) {
  const { t } = useTranslation('dashboard');
  const steps = [
    { name: 'contacts', to: '/contacts/import', done: stats.contacts.total > 0 },
    { name: 'categories', to: '/categories', done: stats.categories > 0 },
    { name: 'campaign', to: '/campaigns/new', done: stats.campaigns.total > 0 },
  ] as const;
  const current = steps.find((step) => !step.done)?.name;
  return (
    <Paper component="section" withBorder radius="md" p="lg" aria-labelledby="first-steps">
      <Title order={2} size="h3" id="first-steps">
        {t('first.title')}
      </Title>
      <Text c="dimmed">{t('first.text')}</Text>
      <ol className={classes.steps}>
        {steps.map(({ name, to, done }, at) => (
          <li
            key={name}
            className={classes.step}
            data-done={done || undefined}
            data-current={name === current || undefined}
          >
            <div className={classes.stepHead}>
              <span className={classes.stepNumber} aria-hidden>
                {done ? <IconCheck size={18} /> : at + 1}
              </span>
              <Title order={3} size="h5">
                {t(`first.${name}`)}
                {done && <VisuallyHidden> ({t('first.done')})</VisuallyHidden>}
              </Title>
            </div>
            <p>{t(`first.${name}_text`)}</p>
            <Button
              variant={name === current ? 'filled' : 'default'}
              renderRoot={(props) => <Link to={to} {...props} />}
            >
              {t(`first.${name}_action`)}
            </Button>
          </li>
        ))}
      </ol>
    </Paper>
  );
}
