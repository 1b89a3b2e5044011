import { expect, test } from 'vitest';
import { keys } from '@/lib/query-keys';
import { change, remove } from './changes';
import { planSteps } from './steps';
import { makeContact } from './testing/world';
import type { Contact, ContactFilters } from './types';
import { projectView } from './views';

const IDS = { real: (id: number) => id, isGone: () => false };

/** What a filter counts, of seven, after these changes of a contact. */
function count(filters: ContactFilters, contact: Contact, ...changes: ReturnType<typeof remove>[]): unknown {
  const operations = changes.map((one) => ({ change: one, origins: new Map([[contact.id, contact]]) }));
  return projectView(keys.contacts.matching(filters), { count: 7 }, planSteps(operations, IDS));
}

test('a filter counts a change before the server does, but for a search', () => {
  const awa = makeContact(1, '+2290197000001');
  const optOut = change('contact', [1], (contact: Contact) => ({ ...contact, opted_out_at: '2026-12-01' }));
  expect(count({ opted_out: true }, awa, optOut)).toEqual({ count: 8 });
  expect(count({ opted_out: true }, awa, optOut, remove('contact', 1))).toEqual({ count: 7 });
  expect(count({ opted_out: false }, awa, remove('contact', 1))).toEqual({ count: 6 });
  expect(count({ opted_out: false, q: 'awa' }, awa, remove('contact', 1))).toEqual({ count: 7 });
});
