import type { Schemas } from '@/lib/api/client';
import type { Category, Contact } from './nouns';

/** What a person did, as it is shown before the server has answered. */
export type Change =
  | { kind: 'create-contact'; contact: Contact }
  | {
      kind: 'change-contacts';
      ids: number[];
      fields: ReadonlySet<Field>;
      apply: (contact: Contact) => Contact;
    }
  | { kind: 'delete-contact'; id: number }
  | { kind: 'create-category'; category: Category }
  | { kind: 'change-category'; id: number; apply: (category: Category) => Category }
  | { kind: 'delete-category'; id: number };

/** The parts of a contact that numbers depend on; any other part is `rest`. */
export type Field = 'whatsapp_verified' | 'opted_out' | 'category_ids' | 'rest';

export type ContactPatch = Schemas['ContactPatch'];
export type NewContact = Schemas['NewContact'];

let lastTemporaryId = 0;

/** An id for something the server has not named yet: negative, the newest the smallest. */
export function nextTemporaryId(): number {
  lastTemporaryId -= 1;
  return lastTemporaryId;
}

/** What a change calls the thing it creates, null when it creates nothing. */
export function temporaryIdOf(change: Change): number | null {
  if (change.kind === 'create-contact') return change.contact.id;
  return change.kind === 'create-category' ? change.category.id : null;
}

/** A contact as it will probably be once it is created; the server's answer takes its place. */
export function draftContact(wish: NewContact): Contact {
  const verified = wish.whatsapp_verified ?? null;
  const now = new Date().toISOString();
  return {
    id: nextTemporaryId(),
    phone: cleanPhone(wish.phone),
    first_name: wish.first_name || null,
    last_name: wish.last_name || null,
    attributes: withoutNulls(wish.attributes ?? {}),
    category_ids: sortIds(wish.category_ids ?? []),
    whatsapp_verified: verified,
    verified_at: verified === null ? null : now,
    opted_out_at: null,
    opted_out_reason: null,
    interacted_at: null,
    created_at: now,
  };
}

/** What a PATCH makes of a contact: what is left out stays, attributes are merged and null removes one. */
export function patchContact(contact: Contact, patch: ContactPatch): Contact {
  const next = { ...contact };
  if (patch.phone != null) next.phone = cleanPhone(patch.phone);
  if (patch.first_name !== undefined) next.first_name = patch.first_name || null;
  if (patch.last_name !== undefined) next.last_name = patch.last_name || null;
  if (patch.attributes != null)
    next.attributes = withoutNulls({ ...contact.attributes, ...patch.attributes });
  if (patch.category_ids != null) next.category_ids = sortIds(patch.category_ids);
  if (patch.whatsapp_verified !== undefined) {
    next.whatsapp_verified = patch.whatsapp_verified;
    next.verified_at = patch.whatsapp_verified === null ? null : new Date().toISOString();
  }
  return next;
}

export function fieldsOfPatch(patch: ContactPatch): ReadonlySet<Field> {
  const fields = new Set<Field>(['rest']);
  if (patch.category_ids != null) fields.add('category_ids');
  if (patch.whatsapp_verified !== undefined) fields.add('whatsapp_verified');
  return fields;
}

/** In a category, or out of it. */
export function fileContact(contact: Contact, categoryId: number, action: 'add' | 'remove'): Contact {
  const others = contact.category_ids.filter((id) => id !== categoryId);
  return { ...contact, category_ids: action === 'add' ? sortIds([...others, categoryId]) : others };
}

/** Names as the server keeps them: blanks at the ends gone, one between words. */
export function cleanName(name: string): string {
  return name.trim().split(/\s+/).join(' ');
}

function cleanPhone(phone: string): string {
  return phone.replace(/[^\d+]/g, '');
}

function sortIds(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

function withoutNulls(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
