import type { Query, QueryClient } from '@tanstack/react-query';
import { keys } from '@/lib/query-keys';
import type { Contact } from './nouns';
import { isPages } from './views';

/** A contact as the newest answer in the cache has it, null when none has it. `read` gives the data to look at. */
export function findContact(
  client: QueryClient,
  id: number,
  read: (query: Query) => unknown,
): Contact | null {
  let newest: { contact: Contact; at: number } | null = null;
  for (const query of client.getQueryCache().findAll({ queryKey: keys.contacts.all })) {
    const at = query.state.dataUpdatedAt;
    if (newest && at <= newest.at) continue;
    const contact = contactIn(query.queryKey[1], read(query), id);
    if (contact) newest = { contact, at };
  }
  if (!newest) return null;
  const { pending: _, ...contact } = newest.contact;
  return contact;
}

function contactIn(kind: unknown, data: unknown, id: number): Contact | null {
  if (data === undefined) return null;
  if (kind === 'detail') {
    // Answers under this key are contacts.
    const contact = data as Contact;
    return contact.id === id ? contact : null;
  }
  if (kind !== 'list' || !isPages(data)) return null;
  for (const page of data.pages) {
    const found = page.items.find((contact) => contact.id === id);
    if (found) return found;
  }
  return null;
}
