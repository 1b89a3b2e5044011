import type { Schemas } from '@/lib/api/client';
import type { Contact } from '@/lib/optimistic/types';
import { NO_TEXTS, OWN_TEXTS } from '@/lib/own-fields';

/** A contact as it will probably be once it is created; the server's answer takes its place. */
export function draftContact(request: Schemas['NewContact']): Omit<Contact, 'id'> {
  return patchContact({ ...BLANK, created_at: new Date().toISOString() }, request);
}

const BLANK: Contact = {
  id: 0,
  phone: null,
  ...NO_TEXTS,
  attributes: {},
  category_ids: [],
  whatsapp_verified: null,
  verified_at: null,
  opted_out_at: null,
  opted_out_reason: null,
  consented_at: null,
  username: null,
  interacted_at: null,
  created_at: '',
};

/** What a PATCH makes of a contact: what is left out stays, attributes are merged and null removes one. */
export function patchContact(contact: Contact, patch: Schemas['ContactPatch']): Contact {
  const next = { ...contact };
  if (patch.phone != null) next.phone = cleanPhone(patch.phone);
  for (const name of OWN_TEXTS) if (patch[name] !== undefined) next[name] = patch[name] || null;
  if (patch.attributes != null)
    next.attributes = withoutNulls({ ...contact.attributes, ...patch.attributes });
  if (patch.category_ids != null) next.category_ids = sortIds(patch.category_ids);
  if (patch.whatsapp_verified !== undefined) {
    next.whatsapp_verified = patch.whatsapp_verified;
    next.verified_at = patch.whatsapp_verified === null ? null : new Date().toISOString();
  }
  return next;
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
