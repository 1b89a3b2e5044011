import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import classes from './Funnel.module.css';
import { PeopleLink } from './PeopleLink';
import { STEPS } from './people';
import type { Stats } from './useLiveCampaign';

/** How many ever got how far, from all recipients to Message 2; each number leads to its people. */
export function Funnel(props: { campaignId: number; stats: Stats; hasMessage2: boolean }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { funnel } = props.stats;
  const steps = STEPS.filter((step) => props.hasMessage2 || step !== 'message_2_sent');
  const share = (n: number, of: number) => (of > 0 ? (100 * n) / of : 0);
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-labelledby="funnel">
      <Title order={2} size="h4" id="funnel">
        {t('funnel.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('funnel.hint')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => {
          const n = funnel[step];
          const previous = steps[index - 1];
          const ofAll = share(n, funnel.recipients);
          return (
            <li key={step}>
              <PeopleLink campaignId={props.campaignId} word={step} count={n} className={classes.step}>
                <span className={classes.label}>{t(`funnel.${step}`)}</span>
                <span className={classes.track} aria-hidden>
                  <span
                    className={classes.bar}
                    data-step={step}
                    // One of a million is seen, nobody is not.
                    style={{ width: `${Math.min(100, ofAll)}%`, minWidth: n > 0 ? 2 : 0 }}
                  />
                </span>
                <b className={classes.number}>{format.count(n)}</b>
                <span className={classes.shares}>
                  {step !== 'recipients' && previous && (
                    <>
                      <span>{t('funnel.of_recipients', { percent: format.percent(ofAll) })}</span>
                      {/* Whoever hides that they read may answer all the same: no share of more than all. */}
                      {previous !== 'recipients' && n <= funnel[previous] && (
                        <span>
                          {t(`funnel.of_previous.${step}`, {
                            percent: format.percent(share(n, funnel[previous])),
                          })}
                        </span>
                      )}
                    </>
                  )}
                </span>
              </PeopleLink>
            </li>
          );
        })}
      </ol>
      {!props.hasMessage2 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('funnel.no_message_2')}
        </Text>
      )}
    </Paper>
  );
}
