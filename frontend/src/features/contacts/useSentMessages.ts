import { useQueries } from '@tanstack/react-query';
import { fillTemplate, textOf } from '@/components/whatsapp/placeholders';
import { readComponents } from '@/components/whatsapp/rendering';
import type { ShownButton, ShownMessage } from '@/components/whatsapp/WhatsAppPreview';
import { type Campaign, campaignQuery } from '@/hooks/useCampaigns';
import { imageAddress } from '@/hooks/useMedia';
import { type Template, templateQuery } from '@/hooks/useTemplates';
import type { SentItem, TimelineItem } from './timeline-items';

/**
 * What the messages of a conversation looked like: the timeline has the values that were sent, campaign and
 * template have the words around them. Null until those are there.
 */
export function useSentMessages(items: readonly TimelineItem[]): (item: SentItem) => ShownMessage | null {
  const campaignIds = [
    ...new Set(items.flatMap((item) => (item.kind === 'message' ? item.campaign_id : []))),
  ];
  const campaigns = useQueries({ queries: campaignIds.map(campaignQuery) }).flatMap(({ data }) => data ?? []);
  const templateIds = [...new Set(campaigns.map(({ template }) => template.id))];
  const templates = useQueries({ queries: templateIds.map(templateQuery) }).flatMap(({ data }) => data ?? []);
  return (item) => {
    const campaign = campaigns.find(({ id }) => id === item.campaign_id);
    if (item.type === 'message_2') return showMessage2(item, campaign);
    const template = templates.find(({ id }) => id === campaign?.template.id);
    return campaign && template ? showMessage1(item, campaign, template) : null;
  };
}

function showMessage1(item: SentItem, campaign: Campaign, template: Template): ShownMessage {
  const shown: ShownMessage = {};
  for (const { type, format, text, buttons } of readComponents(template)) {
    if (type === 'BODY') shown.body = fillTemplate(text, (name) => textOf(item.content[name]));
    else if (type === 'FOOTER') shown.footer = text;
    else if (type === 'HEADER') {
      const header = campaign.template.header;
      shown.header = { kind: format, ...header, text: fillTemplate(text, () => header?.text ?? '') };
    } else if (type === 'BUTTONS') {
      shown.buttons = buttons.map(
        (button): ShownButton => ({ kind: button.type.toLowerCase(), text: button.text, url: button.url }),
      );
    }
  }
  return shown;
}

function showMessage2(item: SentItem, campaign: Campaign | undefined): ShownMessage {
  const message2 = campaign?.message_2;
  return {
    body: textOf(item.content.text) || textOf(item.content.caption),
    ...(message2?.type === 'image' && { image: imageAddress(message2) }),
    ...(message2?.buttons && {
      buttons: message2.buttons.map(({ title }) => ({ kind: 'quick_reply', text: title })),
    }),
  };
}
