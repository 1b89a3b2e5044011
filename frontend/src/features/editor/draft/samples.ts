import type { Draft } from '@/components/whatsapp/draft-shape';
import { type Fields, listFields, textOf } from '@/components/whatsapp/placeholders';
import { showMessage1, showMessage2, showRendered } from '@/components/whatsapp/rendering';
import type { ShownMessage } from '@/components/whatsapp/WhatsAppPreview';
import type { Contact } from '@/hooks/useContacts';
import type { Template } from '@/hooks/useTemplates';
import type { Schemas } from '@/lib/api/client';
import { BASIC_FIELDS, OWN_TEXTS } from '@/lib/own-fields';

export type SampleKind = 'shortest' | 'longest' | 'incomplete' | 'first' | 'last';

/** What one contact would see. `missing`: the field without which there is no Message 2. */
export interface ShownSample {
  kind: SampleKind;
  contactId: number;
  name: string;
  message1: ShownMessage | null;
  message2: ShownMessage | null;
  missing: string | null;
}

const nameOf = (contact: { first_name: string | null; last_name: string | null; phone: string | null }) =>
  [contact.first_name, contact.last_name].filter(Boolean).join(' ') || contact.phone || '';

function fieldsOf(contact: Contact): Fields {
  const own = Object.fromEntries(BASIC_FIELDS.map((name) => [name, contact[name]]));
  return { ...contact.attributes, ...own };
}

/** The names of the fields that some of these contacts have, the basic ones first. */
export function namesOfFields(contacts: readonly Contact[]): string[] {
  const own = new Set(contacts.flatMap((contact) => Object.keys(contact.attributes)));
  for (const name of BASIC_FIELDS) own.delete(name);
  return [...BASIC_FIELDS, ...[...own].sort()];
}

/** The fields that a draft asks for. */
function neededFields(draft: Draft): string[] {
  const bindings = [...Object.values(draft.variables), ...Object.values(draft.buttons)];
  const bound = bindings.filter(({ source, field }) => source === 'field' && field).map(({ field }) => field);
  return [...new Set([...bound, ...(draft.message2.kind === 'none' ? [] : listFields(draft.message2.text))])];
}

/** Contacts worth looking at: the shortest and the longest values, and one that lacks a field. */
export function chooseContacts(
  contacts: readonly Contact[],
  needed: readonly string[],
): { kind: SampleKind; contact: Contact }[] {
  const names = needed.length > 0 ? needed : OWN_TEXTS;
  const measured = contacts.map((contact) => {
    const values = names.map((name) => textOf(fieldsOf(contact)[name]));
    return { contact, length: values.join('').length, complete: values.every(Boolean) };
  });
  const whole = measured.filter(({ complete }) => complete).sort((a, b) => a.length - b.length);
  const picked: [SampleKind, Contact | undefined][] = [
    ['longest', whole.at(-1)?.contact],
    ['shortest', whole.length > 1 ? whole[0]?.contact : undefined],
    ['incomplete', measured.find(({ complete }) => !complete)?.contact],
  ];
  return picked.flatMap(([kind, contact]) => (contact ? [{ kind, contact }] : []));
}

/** Both messages for contacts of the audience, as the draft stands now. */
export function showSamples(
  draft: Draft,
  template: Template | null,
  contacts: readonly Contact[],
): ShownSample[] {
  return chooseContacts(contacts, neededFields(draft)).map(({ kind, contact }) => {
    const fields = fieldsOf(contact);
    const second = showMessage2(draft.message2, fields);
    return {
      kind,
      contactId: contact.id,
      name: nameOf(contact),
      message1: template && showMessage1(template, draft, fields),
      message2: second.message,
      missing: second.missing,
    };
  });
}

/** The samples of a preflight: rendered by the server, for real recipients. */
export function readSamples(samples: readonly Schemas['Sample'][]): ShownSample[] {
  return samples.map((sample) => ({
    kind: sample.why,
    contactId: sample.contact_id,
    name: nameOf(sample),
    message1: sample.message_1,
    message2: sample.message_2 && showRendered(sample.message_2),
    missing: sample.message_2_missing,
  }));
}
