import { useTranslation } from 'react-i18next';
import type { CampaignPhase } from '@/components/badges';
import type { Campaign } from '@/hooks/useCampaigns';
import { useNow } from '@/hooks/useNow';
import { useFormat } from '@/lib/useFormat';
import { useMetaWords } from '@/lib/useMetaWords';
import { readBrake } from './braked';

/** What the campaign is doing, in a sentence; times in the reader's zone. */
export function StatusWords(props: {
  campaign: Campaign;
  phase: CampaignPhase;
  waitingUntil: string | null;
}) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { campaign, phase, waitingUntil } = props;
  const meta = useMetaWords();
  const brake = readBrake(campaign.status_reason);
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
  return (
    <>
      {words()}
      {campaign.status_reason === 'restored' && ` ${t('words.reason_restored')}`}
      {brake && ` ${t('words.reason_failing', { ...brake, words: meta.explain(brake.code, brake.words) })}`}
    </>
  );
}
