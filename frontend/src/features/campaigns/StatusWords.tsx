import { useTranslation } from 'react-i18next';
import type { CampaignPhase } from '@/components/badges';
import type { Campaign } from '@/hooks/useCampaigns';
import { useNow } from '@/hooks/useNow';
import { useFormat } from '@/lib/useFormat';
import { useReason } from '@/lib/useReason';

/** What the campaign is doing, in a sentence; times in the reader's zone. */
export function StatusWords(props: {
  campaign: Campaign;
  phase: CampaignPhase;
  waitingUntil: string | null;
}) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { campaign, phase, waitingUntil } = props;
  const tell = useReason();
  const nowMs = useNow(20_000, phase === 'waiting_for_replies');
  const words = () => {
    switch (phase) {
      case 'waiting_for_replies':
        return waitingUntil
          ? t('words.waiting_for_replies', {
              when: format.dateTime(waitingUntil),
              relative: format.relative(waitingUntil, nowMs),
            })
          : t('words.sending');
      case 'scheduled':
        return campaign.scheduled_at
          ? t('words.scheduled', { when: format.dateTime(campaign.scheduled_at) })
          : t('words.scheduled_soon');
      case 'completed':
        return t('words.completed', { when: format.dateTime(campaign.completed_at ?? campaign.created_at) });
      default:
        return t(`words.${phase}`);
    }
  };
  const why = () => {
    const { status_reason_code: code, status_reason_values: values, status_reason: text } = campaign;
    switch (code) {
      case 'restored':
      case 'overdue':
        return t(`words.reason_${code}`);
      case 'failing':
        return t('words.reason_failing', {
          reason: tell({ kind: 'waiting', code: 'failed_lately', values, text: text ?? '' }),
        });
      case 'not_started':
        return t('words.reason_not_started', {
          reason: tell({ kind: 'waiting', code, values, text: text ?? '' }),
        });
      default:
        return '';
    }
  };
  const told = why();
  return (
    <>
      {words()}
      {told && ` ${told}`}
    </>
  );
}
