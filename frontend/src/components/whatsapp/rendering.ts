import { imageAddress } from '@/hooks/useMedia';
import type { Template } from '@/hooks/useTemplates';
import type { Schemas } from '@/lib/api/client';
import type { BindingDraft, Draft, MediaDraft } from './draft-shape';
import { boundValue, encodeUrlSuffix, type Fields, fillMessage2, fillTemplate } from './placeholders';
import type { ShownButton, ShownHeader, ShownMessage } from './WhatsAppPreview';

/** A component of a template, as Meta lists it: only what is read here. */
interface Component {
  type: string;
  format: string;
  text: string;
  buttons: { type: string; text: string; url: string | null; phoneNumber: string | null }[];
}

const textIn = (source: object, name: string): string => {
  const value: unknown = (source as Record<string, unknown>)[name]; // Meta's JSON: anything may be there
  return typeof value === 'string' ? value : '';
};

/** The parts of a template, their types in capitals. */
export function readComponents(template: Template): Component[] {
  return template.components.map((component) => ({
    type: textIn(component, 'type').toUpperCase(),
    format: textIn(component, 'format').toUpperCase() || 'TEXT',
    text: textIn(component, 'text'),
    buttons: (Array.isArray(component.buttons) ? component.buttons : [])
      .filter((button: unknown): button is object => typeof button === 'object' && button !== null)
      .map((button) => ({
        type: textIn(button, 'type').toUpperCase(),
        text: textIn(button, 'text'),
        url: textIn(button, 'url') || null,
        phoneNumber: textIn(button, 'phone_number') || null,
      })),
  }));
}

export const bodyOf = (template: Template): string =>
  readComponents(template).find(({ type }) => type === 'BODY')?.text ?? '';

const bound = (binding: BindingDraft | undefined, fields: Fields): string => {
  if (!binding) return '';
  const { source, value, field, fallback } = binding;
  return boundValue(source === 'constant' ? { value } : { field, default: fallback }, fields);
};

/** The template as it is, its variables as they are written. */
export function showTemplate(template: Template): ShownMessage {
  return showMessage1(template, null, {});
}

/** Message 1 as a contact with these fields would see it; the server's preflight says it for real ones. */
export function showMessage1(template: Template, draft: Draft | null, fields: Fields): ShownMessage {
  const shown: ShownMessage = {};
  for (const component of readComponents(template)) {
    if (component.type === 'BODY') {
      shown.body = fillTemplate(component.text, (name) => bound(draft?.variables[name], fields));
    } else if (component.type === 'FOOTER') {
      shown.footer = component.text;
    } else if (component.type === 'HEADER') {
      shown.header = showHeader(component, draft);
    } else if (component.type === 'BUTTONS') {
      shown.buttons = component.buttons.map((button, index) =>
        showButton(button, bound(draft?.buttons[index], fields)),
      );
    }
  }
  return shown;
}

function showHeader(component: Component, draft: Draft | null): ShownHeader {
  const { format: kind, text } = component;
  if (kind === 'TEXT') return { kind, text: fillTemplate(text, () => draft?.header.text ?? '') };
  return { kind, ...(draft && namedMedia(draft.header)) };
}

const namedMedia = (media: MediaDraft) =>
  media.source === 'link' ? { link: media.link.trim() } : { media_id: media.mediaId };

function showButton(button: Component['buttons'][number], value: string): ShownButton {
  return {
    kind: button.type.toLowerCase(),
    text: button.text,
    phone_number: button.phoneNumber,
    url: button.url && fillTemplate(button.url, () => encodeUrlSuffix(value)),
  };
}

/** Message 2 as a contact with these fields would see it; null when there is none. */
export function showMessage2(
  message2: Draft['message2'],
  fields: Fields,
): { message: ShownMessage | null; missing: string | null } {
  if (message2.kind === 'none') return { message: null, missing: null };
  const { text, missing } = fillMessage2(message2.text, fields);
  const message: ShownMessage = { body: text };
  if (message2.kind === 'image') message.image = imageAddress(namedMedia(message2.image));
  if (message2.kind === 'buttons') message.buttons = replies(message2.buttons);
  return { message, missing };
}

/** Message 2 of a preflight sample. */
export function showRendered(message2: Schemas['Message2Answer']): ShownMessage {
  return {
    body: message2.text ?? message2.caption ?? '',
    ...(message2.type === 'image' && { image: imageAddress(message2) }),
    ...(message2.buttons && { buttons: replies(message2.buttons) }),
  };
}

const replies = (buttons: readonly { title: string }[]): ShownButton[] =>
  buttons.map(({ title }) => ({ kind: 'quick_reply', text: title }));
