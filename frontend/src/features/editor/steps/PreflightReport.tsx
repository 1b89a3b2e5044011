import { Anchor, Group, List, Loader, Paper, Skeleton, Stack, Switch, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { PhoneNumber } from '@/components/people/PhoneNumber';
import { useFieldName } from '@/components/whatsapp/useFieldName';
import type { Editor } from '@/features/editor/draft/useEditor';
import classes from '@/features/editor/Editor.module.css';
import { Notice } from '@/features/editor/fields/Notice';
import type { Preflight } from '@/hooks/usePreflight';
import { useFormat } from '@/lib/useFormat';
import { useReason } from '@/lib/useReason';

/** What the campaign would do if it started now: who gets it, who does not and why, and what stands against it. */
export function PreflightReport(props: { editor: Editor; report: UseQueryResult<Preflight> }) {
  const { t } = useTranslation('editor');
  const { editor, report } = props;
  return (
    <Paper withBorder radius="md" p={{ base: 'md', sm: 'lg' }} aria-busy={report.isFetching}>
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">
          {t('preflight.title')}
        </Title>
        {report.isFetching && <Loader size="xs" aria-label={t('preflight.loading')} />}
      </Group>
      {report.isError ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : report.data ? (
        <Report preflight={report.data} />
      ) : (
        <Stack gap="sm">
          <Skeleton h={44} w="60%" />
          <Skeleton h={120} />
        </Stack>
      )}
      <Switch
        mt="lg"
        label={t('preflight.skip')}
        description={t('preflight.skip_description')}
        checked={editor.draft.skipUnreachable}
        onChange={(event) => editor.change({ skipUnreachable: event.currentTarget.checked })}
      />
      <Switch
        mt="md"
        label={t('preflight.consent_only')}
        description={t('preflight.consent_only_description')}
        checked={editor.draft.consentOnly}
        onChange={(event) => editor.change({ consentOnly: event.currentTarget.checked })}
      />
    </Paper>
  );
}

function Report({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  return (
    <Stack gap="md">
      <div>
        <Text fz={34} fw={700} lh={1.1}>
          {format.count(preflight.recipients)}
        </Text>
        <Text size="sm">
          {t('preflight.recipients', {
            count: preflight.recipients,
            time: format.duration(Math.max(1, preflight.seconds)),
            rate: format.count(preflight.rate_per_s),
          })}
        </Text>
      </div>
      <Problems preflight={preflight} />
      <TooLong preflight={preflight} />
      <Sum preflight={preflight} />
      <Notes preflight={preflight} />
    </Stack>
  );
}

function Problems({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation('editor');
  const tell = useReason();
  if (preflight.problems.length === 0) {
    return (
      <Group gap={8} wrap="nowrap">
        <IconCircleCheck size={20} color="var(--mantine-color-forest-7)" aria-hidden />
        <Text size="sm" fw={600}>
          {t('preflight.no_problems')}
        </Text>
      </Group>
    );
  }
  return (
    <Notice color="red" icon={<IconAlertTriangle />} title={t('preflight.problems')} role="alert">
      <List size="sm" spacing={4}>
        {preflight.problems.map(({ code, reason }) => (
          <List.Item key={code}>
            {t(`preflight.problem.${code}`, { message: reason ? tell(reason) : '' })}
          </List.Item>
        ))}
      </List>
    </Notice>
  );
}

/** Texts that are too long once the fields are in them, each with the person it happens to. */
function TooLong({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  if (preflight.too_long.length === 0) return null;
  return (
    <Notice color="red" icon={<IconAlertTriangle />} title={t('preflight.too_long')} role="alert">
      <List size="sm" spacing={4}>
        {preflight.too_long.map(({ where, most, length, contacts, contact_id, ...person }) => (
          <List.Item key={where}>
            {t(`preflight.too_long_of.${where}`, { count: contacts, shown: format.count(contacts), most })}{' '}
            <Anchor component={Link} to={`/contacts/${contact_id}`} c="inherit" underline="always" size="sm">
              {[person.first_name, person.last_name].filter(Boolean).join(' ') ||
                (person.phone ? <PhoneNumber phone={person.phone} /> : contact_id)}
            </Anchor>{' '}
            {t('preflight.too_long_by', { length: format.count(length) })}
          </List.Item>
        ))}
      </List>
    </Notice>
  );
}

const REASONS = ['opted_out', 'no_address', 'no_consent', 'not_on_whatsapp', 'missing_variable'] as const;

/** From all contacts of the categories to those who get a message, as a sum that can be checked. */
function Sum({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const minus = (n: number) => `−${format.count(n)}`;
  const reasons = REASONS.filter((reason) => preflight.left_out[reason] > 0);
  return (
    <dl className={classes.facts}>
      <dt>{t('preflight.in_categories')}</dt>
      <dd>{format.count(preflight.contacts_in_categories)}</dd>
      {preflight.duplicates > 0 && (
        <>
          <dt>{t('preflight.duplicates')}</dt>
          <dd>{minus(preflight.duplicates)}</dd>
        </>
      )}
      {reasons.map((reason) => (
        <Fact
          key={reason}
          name={t(`preflight.left_out.${reason}`)}
          value={minus(preflight.left_out[reason])}
        />
      ))}
      <dt className={classes.sum}>{t('preflight.sum')}</dt>
      <dd className={classes.sum}>{format.count(preflight.recipients)}</dd>
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Notes({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation('editor');
  const format = useFormat();
  const nameOf = useFieldName();
  const missing = Object.entries(preflight.missing_by_field);
  const missing2 = Object.entries(preflight.message_2_missing_by_field);
  const unreachable = preflight.not_on_whatsapp - preflight.left_out.not_on_whatsapp;
  const { overlap } = preflight;
  if (missing.length + missing2.length + overlap.contacts + unreachable <= 0) return null;
  const counted = (count: number) => ({ count, shown: format.count(count) });
  return (
    <Notice color="yellow" icon={<IconInfoCircle />} title={t('preflight.notes')}>
      <List size="sm" spacing={6}>
        {missing.map(([field, n]) => (
          <List.Item key={field}>{t('preflight.missing', { field: nameOf(field), ...counted(n) })}</List.Item>
        ))}
        {missing2.map(([field, n]) => (
          <List.Item key={field}>
            {t('preflight.missing_2', { field: nameOf(field), ...counted(n) })}
          </List.Item>
        ))}
        {unreachable > 0 && <List.Item>{t('preflight.unreachable', counted(unreachable))}</List.Item>}
        {overlap.contacts > 0 && (
          <List.Item>
            {t('preflight.overlap', counted(overlap.contacts))}
            <List size="sm" spacing={2} withPadding listStyleType="disc">
              {overlap.campaigns.map(({ id, name, started_at, contacts }) => (
                <List.Item key={id}>
                  <Anchor component={Link} to={`/campaigns/${id}`} c="inherit" underline="always" size="sm">
                    {name}
                  </Anchor>{' '}
                  {t('preflight.overlap_of', { day: format.day(started_at), ...counted(contacts) })}
                </List.Item>
              ))}
            </List>
          </List.Item>
        )}
      </List>
    </Notice>
  );
}
