import type { Schemas } from '@/lib/api/client';
import type { Unseen } from './contact-list';
import { comparePoints } from './contact-list';
import type { Category, CategoryList, Contact } from './nouns';

type ContactCounts = Schemas['ContactCounts'];

/** How many contacts there are of each kind, with what the steps do to them. */
export function foldContactCounts(counts: ContactCounts, steps: readonly Unseen[]): ContactCounts {
  const next = { ...counts };
  for (const step of steps) {
    if (!step.sure) continue;
    for (const { before, counted } of step.contacts) {
      addTo(next, before, -1);
      addTo(next, counted, 1);
    }
  }
  return next;
}

function addTo(counts: ContactCounts, contact: Contact | null, n: 1 | -1): void {
  if (!contact) return;
  counts.total += n;
  if (contact.whatsapp_verified === null) counts.not_known += n;
  else if (contact.whatsapp_verified) counts.on_whatsapp += n;
  else counts.not_on_whatsapp += n;
  if (contact.opted_out_at !== null) counts.opted_out += n;
}

/** The first page's own counts of contacts and categories. */
export function foldDashboard(
  stats: Schemas['DashboardStats'],
  steps: readonly Unseen[],
): Schemas['DashboardStats'] {
  let categories = stats.categories;
  for (const { operation, sure } of steps) {
    if (!sure) continue;
    if (operation.change.kind === 'create-category') categories += 1;
    if (operation.change.kind === 'delete-category') categories -= 1;
  }
  return { ...stats, contacts: foldContactCounts(stats.contacts, steps), categories };
}

/** The categories by name, each with its count, with what the steps do to them. */
export function foldCategories(
  list: CategoryList,
  steps: readonly Unseen[],
  realId: (id: number) => number,
): CategoryList {
  let items = list.items;
  let total = list.total;
  for (const step of steps) {
    const before = items.length;
    items = foldCategory(items, step, realId);
    total += items.length - before;
    if (step.sure) items = countMembers(items, step);
  }
  return { ...list, items, total };
}

function foldCategory(items: Category[], { operation }: Unseen, realId: (id: number) => number): Category[] {
  const { change, status } = operation;
  // An operation on a category has the category as its result.
  const result = operation.result as Category | null;
  if (change.kind === 'create-category') {
    const created =
      status === 'pending' ? { ...change.category, pending: true as const } : (result ?? change.category);
    const there = items.some((item) => item.id === created.id || sortKey(item) === sortKey(created));
    return there ? items : sortCategories([...items, created]);
  }
  if (change.kind === 'delete-category') return items.filter((item) => item.id !== realId(change.id));
  if (change.kind !== 'change-category') return items;
  return sortCategories(
    items.map((item) => {
      if (item.id !== realId(change.id)) return item;
      if (status === 'pending') return { ...change.apply(item), pending: true };
      const { name, color } = result ?? change.apply(item);
      return { ...item, name, color };
    }),
  );
}

function countMembers(items: Category[], step: Unseen): Category[] {
  const differences = new Map<number, number>();
  const add = (contact: Contact | null, n: number) => {
    for (const id of contact?.category_ids ?? []) differences.set(id, (differences.get(id) ?? 0) + n);
  };
  for (const { before, counted } of step.contacts) {
    add(before, -1);
    add(counted, 1);
  }
  return items.map((item) => {
    const difference = differences.get(item.id) ?? 0;
    return difference ? { ...item, contact_count: Math.max(0, item.contact_count + difference) } : item;
  });
}

const sortKey = (category: Category) => category.name.toLowerCase();

function sortCategories(items: Category[]): Category[] {
  return items.toSorted((a, b) => comparePoints(sortKey(a), sortKey(b)) || a.id - b.id);
}
