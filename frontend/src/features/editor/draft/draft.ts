import dayjs from 'dayjs';
import type {
  BindingDraft,
  Draft,
  HeaderDraft,
  MediaDraft,
  Message2Draft,
  ReplyButtonDraft,
} from '@/components/whatsapp/draft-shape';
import type { Campaign } from '@/hooks/useCampaigns';
import type { Template } from '@/hooks/useTemplates';
import type { Schemas } from '@/lib/api/client';

/** A time of the reader's own clock, as the browser's field for it holds it. */
export const LOCAL_TIME = 'YYYY-MM-DDTHH:mm';

const NO_MEDIA: MediaDraft = { source: 'upload', mediaId: '', link: '' };
const NO_HEADER: HeaderDraft = { ...NO_MEDIA, text: '', filename: '' };
export const NO_BINDING: BindingDraft = { source: 'field', field: '', fallback: '', value: '' };

export function emptyDraft(categoryIds: number[] = []): Draft {
  return {
    name: '',
    categoryIds,
    senderId: null,
    template: null,
    header: NO_HEADER,
    variables: {},
    buttons: {},
    message2: { kind: 'none', text: '', image: NO_MEDIA, buttons: [] },
    skipUnreachable: false,
    consentOnly: false,
    ratePerS: null,
    windowS: null,
    schedule: { mode: 'now', at: null },
  };
}

/** A saved campaign as the editor holds it. */
export function readCampaign(campaign: Campaign): Draft {
  const { template, message_2: second } = campaign;
  return {
    name: campaign.name,
    categoryIds: campaign.category_ids,
    senderId: campaign.sender_id,
    template: { name: template.name, language: template.language },
    header: {
      ...readMedia(template.header ?? {}),
      text: template.header?.text ?? '',
      filename: template.header?.filename ?? '',
    },
    variables: readBindings(campaign.variables),
    buttons: readBindings(template.buttons),
    message2: {
      kind: second?.type ?? 'none',
      text: second?.text ?? second?.caption ?? '',
      image: readMedia(second ?? {}),
      buttons: second?.buttons ?? [],
    },
    skipUnreachable: campaign.skip_unreachable,
    consentOnly: campaign.consent_only,
    ratePerS: campaign.rate_per_s,
    windowS: campaign.interaction_window_s,
    schedule: campaign.scheduled_at
      ? { mode: 'later', at: dayjs(campaign.scheduled_at).format(LOCAL_TIME) }
      : { mode: 'now', at: null },
  };
}

const readMedia = (given: { media_id?: string; link?: string }): MediaDraft => ({
  source: given.link ? 'link' : 'upload',
  mediaId: given.media_id ?? '',
  link: given.link ?? '',
});

const readBindings = (given: Record<string, Schemas['BindingAnswer']>): Record<string, BindingDraft> =>
  Object.fromEntries(
    Object.entries(given).map(([name, { field, default: fallback, value }]) => [
      name,
      {
        source: value === undefined ? 'field' : 'constant',
        field: field ?? '',
        fallback: fallback ?? '',
        value: value ?? '',
      } satisfies BindingDraft,
    ]),
  );

/** Which buttons of a template take a value of ours: those that cannot be sent without one. */
export const valueButtons = (template: Template) =>
  template.shape.buttons.filter((button) => button.required);

export const isMediaHeader = (template: Template) =>
  ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(template.shape.header_kind ?? '');

/** The draft with another template: what had been bound by the same names stays. */
export function chooseTemplate(draft: Draft, template: Template, knownFields: readonly string[]): Draft {
  const variables = Object.fromEntries(
    template.shape.body_parameters.map((name) => [
      name,
      draft.variables[name] ?? { ...NO_BINDING, field: knownFields.includes(name) ? name : '' },
    ]),
  );
  const buttons = Object.fromEntries(
    valueButtons(template).map(({ index }) => [index, draft.buttons[index] ?? NO_BINDING]),
  );
  return {
    ...draft,
    template: { name: template.name, language: template.language },
    header: isMediaHeader(template) || template.shape.header_parameter !== null ? draft.header : NO_HEADER,
    variables,
    buttons,
  };
}

/** What the API is asked for. The draft must be without problems; `scheduled_at` says whether it has a time. */
export function writeRequest(
  draft: Draft,
  template: Template,
  options: { scheduled: boolean },
): Schemas['NewCampaign'] {
  const header = writeHeader(draft.header, template);
  const at = options.scheduled ? scheduledAt(draft) : null;
  return {
    name: draft.name.trim(),
    category_ids: [...draft.categoryIds].sort((a, b) => a - b),
    template: {
      name: template.name,
      language: template.language,
      buttons: writeBindings(draft.buttons),
      ...(header && { header }),
    },
    variables: writeBindings(draft.variables),
    message_2: writeMessage2(draft.message2),
    sender_id: draft.senderId,
    scheduled_at: at,
    rate_per_s: draft.ratePerS,
    interaction_window_s: draft.windowS,
    skip_unreachable: draft.skipUnreachable,
    consent_only: draft.consentOnly,
    force: false,
  };
}

/** The chosen time in UTC, null when there is none. */
export function scheduledAt(draft: Draft): string | null {
  const { mode, at } = draft.schedule;
  return mode === 'later' && at ? dayjs(at).toISOString() : null;
}

function writeHeader(header: HeaderDraft, template: Template): Schemas['Header'] | null {
  if (template.shape.header_parameter !== null) return { text: header.text.trim() };
  if (!isMediaHeader(template)) return null;
  const filename = header.filename.trim();
  const named = template.shape.header_kind === 'DOCUMENT' && filename !== '';
  return { ...writeMedia(header), ...(named && { filename }) };
}

const writeMedia = (media: MediaDraft) =>
  media.source === 'link' ? { link: media.link.trim() } : { media_id: media.mediaId };

function writeBinding(binding: BindingDraft): Schemas['Binding'] {
  if (binding.source === 'constant') return { value: binding.value.trim() };
  const fallback = binding.fallback.trim();
  return { field: binding.field, ...(fallback && { default: fallback }) };
}

const writeBindings = (bindings: Record<string, BindingDraft>) =>
  Object.fromEntries(Object.entries(bindings).map(([name, binding]) => [name, writeBinding(binding)]));

function writeMessage2(message2: Message2Draft): Exclude<Schemas['NewCampaign']['message_2'], undefined> {
  switch (message2.kind) {
    case 'none':
      return null;
    case 'text':
      return { type: 'text', text: message2.text };
    case 'image':
      return {
        type: 'image',
        ...writeMedia(message2.image),
        ...(message2.text.trim() && { caption: message2.text }),
      };
    case 'buttons':
      return {
        type: 'buttons',
        text: message2.text,
        buttons: message2.buttons.map(({ id, title }) => ({ id, title: title.trim() })),
      };
  }
}

/** The buttons with one more, whose id no other has. */
export function addButton(buttons: ReplyButtonDraft[]): ReplyButtonDraft[] {
  let number = buttons.length + 1;
  while (buttons.some(({ id }) => id === `reply_${number}`)) number += 1;
  return [...buttons, { id: `reply_${number}`, title: '' }];
}
