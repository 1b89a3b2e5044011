import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '@/hooks/useCampaigns';
import { useCategories } from '@/hooks/useCategories';
import { useSenders } from '@/hooks/useSenders';
import { useFormat } from '@/lib/useFormat';
import { Message2Card } from './Message2Card';
import classes from './SettingsTab.module.css';

/** What the campaign is: to whom, what, when and how fast. */
export function SettingsTab({ campaign }: { campaign: Campaign }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Stack>
        <Audience campaign={campaign} />
        <Timing campaign={campaign} />
      </Stack>
      <Stack>
        <Message1Card campaign={campaign} />
        <Message2Card campaign={campaign} />
      </Stack>
    </SimpleGrid>
  );
}

function Audience({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const categories = useCategories();
  const senders = useSenders();
  const sender = senders.data?.items.find(({ id }) => id === campaign.sender_id);
  return (
    <Card title={t('settings.audience')}>
      <Entry label={t('settings.categories')}>
        <ul className={classes.names}>
          {campaign.category_ids.map((id) => {
            const category = categories.data?.items.find((known) => known.id === id);
            return (
              <li key={id}>
                {category ? (
                  <Anchor component={Link} to={`/categories/${id}`} size="sm">
                    {category.name}
                  </Anchor>
                ) : (
                  categories.data && t('settings.category_gone', { id })
                )}
              </li>
            );
          })}
        </ul>
      </Entry>
      <Entry label={t('settings.skip_unreachable')}>
        {t(campaign.skip_unreachable ? 'settings.skipped' : 'settings.not_skipped')}
      </Entry>
      <Entry label={t('settings.consent')}>
        {t(campaign.consent_only ? 'settings.consent_only' : 'settings.consent_not_asked')}
      </Entry>
      <Entry label={t('settings.sender')}>
        {[sender?.verified_name, sender?.display_phone_number].filter(Boolean).join(' · ') ||
          sender?.phone_number_id}
      </Entry>
    </Card>
  );
}

function Timing({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const times = [
    ['created', campaign.created_at],
    ['scheduled', campaign.scheduled_at],
    ['started', campaign.started_at],
    ['launched', campaign.launched_at],
    ['completed', campaign.completed_at],
  ] as const;
  return (
    <Card title={t('settings.timing')}>
      {times.map(
        ([word, at]) =>
          at && (
            <Entry key={word} label={t(`settings.${word}`)}>
              {format.dateTime(at)}
            </Entry>
          ),
      )}
      <Entry label={t('settings.window')}>{format.duration(campaign.interaction_window_s)}</Entry>
      <Entry label={t('settings.rate')}>
        {campaign.rate_per_s === null
          ? t('settings.rate_default')
          : tCommon('per_second', { rate: format.count(campaign.rate_per_s) })}
      </Entry>
    </Card>
  );
}

interface Binding {
  field?: string;
  default?: string;
  value?: string;
}

function Message1Card({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { template } = campaign;
  const variables = Object.entries(campaign.variables);
  const buttons = Object.entries(template.buttons);
  const header = template.header;
  const shownHeader = header?.text ?? header?.filename ?? header?.link ?? header?.media_id;
  return (
    <Card title={t('settings.message_1')}>
      <Entry label={t('settings.template')}>
        {template.name} · {template.language}
      </Entry>
      {shownHeader && <Entry label={t('settings.header')}>{shownHeader}</Entry>}
      <Entry label={t('settings.variables')}>
        {variables.length === 0 ? (
          t('settings.no_variables')
        ) : (
          <ul className={classes.names}>
            {variables.map(([name, binding]) => (
              <li key={name}>
                <span className={classes.variable}>{`{{${name}}}`}</span> <Bound binding={binding} />
              </li>
            ))}
          </ul>
        )}
      </Entry>
      {buttons.length > 0 && (
        <Entry label={t('settings.buttons')}>
          <ul className={classes.names}>
            {buttons.map(([index, binding]) => (
              <li key={index}>
                {t('settings.button', { number: Number(index) + 1 })} <Bound binding={binding} />
              </li>
            ))}
          </ul>
        </Entry>
      )}
    </Card>
  );
}

function Bound({ binding }: { binding: Binding }) {
  const { t } = useTranslation('campaigns');
  if (binding.value !== undefined) return t('settings.same_for_all', { value: binding.value });
  return [
    t('settings.from_field', { field: binding.field ?? '' }),
    binding.default && t('settings.or_default', { value: binding.default }),
  ]
    .filter(Boolean)
    .join(' ');
}

function Card(props: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder radius="md" p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {props.title}
      </Title>
      <dl className={classes.entries}>{props.children}</dl>
    </Paper>
  );
}

function Entry(props: { label: string; children: ReactNode }) {
  return (
    <div className={classes.entry}>
      <Text component="dt" size="sm" c="dimmed">
        {props.label}
      </Text>
      <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
        {props.children}
      </Text>
    </div>
  );
}
