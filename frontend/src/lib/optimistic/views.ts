import type { QueryKey } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';
import type { Change } from './changes';
import { type ContactPages, foldContactPages, type Unseen, withoutCategory } from './contact-list';
import { foldCategories, foldContactCounts, foldDashboard } from './counts';
import type { CategoryList, Contact, ContactFilters } from './nouns';
import { idsOf } from './steps';

/** The cached answers that changes of contacts and categories are shown in. */
type View = 'contact-list' | 'contact-detail' | 'contact-counts' | 'categories' | 'dashboard';

export function viewOf(key: QueryKey): View | null {
  if (key[0] === 'contacts') {
    if (key[1] === 'list') return 'contact-list';
    if (key[1] === 'detail') return 'contact-detail';
    return key[1] === 'counts' ? 'contact-counts' : null;
  }
  if (key[0] === 'categories') return key[1] === 'list' ? 'categories' : null;
  return key[0] === 'stats' && key[1] === 'dashboard' ? 'dashboard' : null;
}

/** Whether a change shows in the answer kept under a key. */
export function touches(change: Change, key: QueryKey, realId: (id: number) => number): boolean {
  const view = viewOf(key);
  if (!view) return false;
  if (change.kind === 'create-category') return view === 'categories' || view === 'dashboard';
  if (change.kind === 'change-category') return view === 'categories';
  if (change.kind === 'delete-category') return view !== 'contact-counts';
  if (view === 'contact-detail') return idsOf(change).some((id) => realId(id) === key[2]);
  if (view === 'contact-list' || change.kind !== 'change-contacts') return true;
  const { fields } = change;
  if (view === 'categories') return fields.has('category_ids');
  return fields.has('whatsapp_verified') || fields.has('opted_out');
}

/** What is shown: the server's answer with the steps it does not know of. Shapes follow from the keys. */
export function foldView(
  key: QueryKey,
  data: unknown,
  steps: readonly Unseen[],
  realId: (id: number) => number,
): unknown {
  if (steps.length === 0) return data;
  switch (viewOf(key)) {
    case 'contact-list':
      return isPages(data) ? foldContactPages(data, (key[2] ?? {}) as ContactFilters, steps) : data;
    case 'contact-detail':
      return foldContact(data as Contact, steps);
    case 'contact-counts':
      return foldContactCounts(data as Schemas['ContactCounts'], steps);
    case 'categories':
      return foldCategories(data as CategoryList, steps, realId);
    case 'dashboard':
      return foldDashboard(data as Schemas['DashboardStats'], steps);
    default:
      return data;
  }
}

/**
 * The server's answer of before, brought up to date as far as a new one is certain: of the dashboard all but the
 * numbers that a change on its way may or may not be in already.
 */
export function keepCounts(key: QueryKey, before: unknown, incoming: unknown): unknown {
  if (viewOf(key) !== 'dashboard') return before;
  const { contacts, categories } = before as Schemas['DashboardStats'];
  return { ...(incoming as Schemas['DashboardStats']), contacts, categories };
}

export function isPages(data: unknown): data is ContactPages {
  return typeof data === 'object' && data !== null && 'pages' in data;
}

/** A page of one contact goes on showing somebody who is being deleted. */
function foldContact(contact: Contact, steps: readonly Unseen[]): Contact {
  let shown = contact;
  for (const { contacts, goneCategoryId } of steps) {
    if (goneCategoryId !== null) shown = withoutCategory(shown, goneCategoryId);
    for (const step of contacts) if (step.id === shown.id) shown = step.next(shown) ?? shown;
  }
  return shown;
}
