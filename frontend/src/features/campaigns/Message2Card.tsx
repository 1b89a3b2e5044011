import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhoneScreen } from '@/components/whatsapp/PhoneScreen';
import { WhatsAppPreview } from '@/components/whatsapp/WhatsAppPreview';
import type { Campaign } from '@/hooks/useCampaigns';
import { imageAddress } from '@/hooks/useMedia';
import { useSenders } from '@/hooks/useSenders';

/** Message 2 as a chat shows it, its fields not yet filled in. */
export function Message2Card({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const senders = useSenders();
  const sender = senders.data?.items.find(({ id }) => id === campaign.sender_id);
  const message = campaign.message_2;
  return (
    <Paper withBorder radius="md" p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {t('settings.message_2')}
      </Title>
      {message ? (
        <PhoneScreen
          label={t('settings.message_2')}
          from={sender?.verified_name ?? sender?.display_phone_number ?? ''}
        >
          <WhatsAppPreview
            body={message.type === 'image' ? message.caption : message.text}
            buttons={message.buttons?.map(({ title }) => ({ kind: 'quick_reply', text: title }))}
            {...(message.type === 'image' && { image: imageAddress(message) })}
          />
        </PhoneScreen>
      ) : (
        <Text size="sm">{t('settings.no_message_2')}</Text>
      )}
    </Paper>
  );
}
