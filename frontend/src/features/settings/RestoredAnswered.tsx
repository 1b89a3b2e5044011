import { Alert, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FactLine } from '@/components/FactLine';
import { TextLink } from '@/components/links';
import { useAlerts } from '@/hooks/useMonitoring';
import type { RestoredQuestion } from '@/hooks/useRestored';
import { useFormat } from '@/lib/useFormat';
import classes from './Restored.module.css';
import { SettingsSection } from './SettingsSection';

const COMMAND = 'command line';

/** What was answered, how far it is carried out, and what is left to do by hand. */
export function RestoredAnswered({ question }: { question: RestoredQuestion }) {
  const { t } = useTranslation('restored');
  const format = useFormat();
  const isSettling = question.state === 'settling';
  const who = question.answered_by === COMMAND ? t('command') : (question.answered_by ?? '–');
  return (
    <SettingsSection title={t(question.answer === 'copy' ? 'settled_copy' : 'settled_restored')}>
      <Stack gap="lg">
        {isSettling && (
          <Alert color="blue" icon={<Loader size={18} aria-hidden />} role="status">
            {t('settling')}
          </Alert>
        )}
        <dl className={classes.facts}>
          {question.answered_at && (
            <FactLine label={t('answered')}>
              {t('answered_by', { when: format.dateTime(question.answered_at), who })}
            </FactLine>
          )}
          {question.noticed_at && (
            <FactLine label={t('noticed')}>{format.dateTime(question.noticed_at)}</FactLine>
          )}
          {question.reason && <FactLine label={t('why')}>{t(`reason.${question.reason}`)}</FactLine>}
          {question.answer === 'restored' && (
            <FactLine label={t('in_doubt')}>
              {format.count(question.in_doubt)}
              {question.in_doubt > 0 && !isSettling && (
                <>
                  {' · '}
                  <TextLink to="/campaigns" size="sm">
                    {t('decide', { count: question.in_doubt })}
                  </TextLink>
                </>
              )}
            </FactLine>
          )}
          {!isSettling && (
            <FactLine label={t('held')}>
              <Held count={question.campaigns_paused} />
            </FactLine>
          )}
        </dl>
        {!isSettling && <Text size="sm">{t('settled_text')}</Text>}
        <Text size="sm" c="dimmed">
          {t('gone')}
        </Text>
      </Stack>
    </SettingsSection>
  );
}

/** Links to the campaigns that are still paused for it, as the alerts name them. */
function Held({ count }: { count: number }) {
  const { t } = useTranslation('restored');
  const format = useFormat();
  const held = (useAlerts().data?.items ?? []).filter(({ code }) => code === 'campaign_restored');
  if (count === 0) return t('held_none');
  // The alerts name the first fifty.
  if (held.length < count) {
    return (
      <TextLink to="/campaigns" search={{ status: 'paused' }} size="sm">
        {format.count(count)}
      </TextLink>
    );
  }
  return held.map(({ subject, details }) => (
    <span key={subject} className={classes.line}>
      <TextLink to="/campaigns/$campaignId" params={{ campaignId: Number(details.campaign_id) }} size="sm">
        {String(details.name)}
      </TextLink>
    </span>
  ));
}
