import type { QueryKey } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';
import type { Thing } from './changes';
import { compareTexts, matchesFilters, projectContactPages, withoutCategory } from './contact-list';
import type { Step } from './steps';
import type { Category, CategoryList, Contact, ContactFilters, ContactPages } from './types';

type ContactCounts = Schemas['ContactCounts'];
type ContactMatches = Schemas['ContactMatches'];
type DashboardStats = Schemas['DashboardStats'];
type Project = (data: never, steps: readonly Step[], asked: never) => unknown;

/** The cached answers that changes of contacts and categories are shown in, by the beginning of their keys. */
const VIEWS: Record<string, Project | undefined> = {
  'contacts/list': (pages: ContactPages, steps, filters?: ContactFilters) =>
    projectContactPages(pages, filters ?? {}, steps),
  'contacts/detail': projectContact,
  'contacts/counts': projectCounts,
  'contacts/matching': projectMatches,
  'categories/list': projectCategories,
  'stats/dashboard': projectDashboard,
};

const viewOf = (key: QueryKey) => VIEWS[`${key[0]}/${key[1]}`];

export const isView = ({ queryKey }: { queryKey: QueryKey }) => viewOf(queryKey) !== undefined;

/** The server's answer under a key with what the steps do to it. Shapes follow from the keys. */
export function projectView(key: QueryKey, data: unknown, steps: readonly Step[]): unknown {
  const project = viewOf(key);
  if (!project || data === undefined || steps.length === 0) return data;
  return project(data as never, steps, key[2] as never);
}

export function isPages(data: unknown): data is ContactPages {
  return typeof data === 'object' && data !== null && 'pages' in data;
}

/** The contacts or categories in an answer. */
export function thingsIn(data: unknown): readonly Thing[] {
  if (isPages(data)) return data.pages.flatMap(({ items }) => items);
  if (typeof data !== 'object' || data === null) return [];
  if ('items' in data) return (data as CategoryList).items;
  return 'id' in data ? [data as Contact] : [];
}

/** A page of one contact goes on showing somebody who is being deleted. */
function projectContact(contact: Contact, steps: readonly Step[]): Contact {
  let shown = contact;
  for (const { contacts, categories } of steps) {
    for (const { id, after } of categories) if (!after) shown = withoutCategory(shown, id);
    for (const { id, show } of contacts) if (id === shown.id) shown = show(shown) ?? shown;
  }
  return shown;
}

function projectCounts(counts: ContactCounts, steps: readonly Step[]): ContactCounts {
  const next = { ...counts };
  forEachCounted(steps, (contact, n) => {
    next.total += n;
    if (contact.whatsapp_verified === null) next.not_known += n;
    else next[contact.whatsapp_verified ? 'on_whatsapp' : 'not_on_whatsapp'] += n;
    if (contact.opted_out_at !== null) next.opted_out += n;
  });
  return next;
}

/** Whom a search means is the server's business: it is asked again. */
function projectMatches(matches: ContactMatches, steps: readonly Step[], filters: ContactFilters) {
  if (filters.q || filters.field) return matches;
  let { count } = matches;
  forEachCounted(steps, (contact, n) => {
    if (matchesFilters(contact, filters)) count += n;
  });
  return { ...matches, count };
}

function projectDashboard(stats: DashboardStats, steps: readonly Step[]): DashboardStats {
  const moves = steps.flatMap(({ categories }) => categories);
  const more = moves.reduce((sum, { before, after }) => sum + Number(!before) - Number(!after), 0);
  return { ...stats, contacts: projectCounts(stats.contacts, steps), categories: stats.categories + more };
}

/** The categories by name, each with its count. */
function projectCategories(list: CategoryList, steps: readonly Step[]): CategoryList {
  let items = list.items;
  for (const { id, before, show } of steps.flatMap(({ categories }) => categories)) {
    const next = show(items.find((item) => item.id === id));
    // Read while it was being created, under an id that has not come back yet.
    if (!before && items.some(({ name }) => next && sortKey(name) === sortKey(next.name))) continue;
    items = [...items.filter((item) => item.id !== id), ...(next ? [next] : [])];
    items.sort((a, b) => compareTexts(sortKey(a.name), sortKey(b.name)) || a.id - b.id);
  }
  const more = new Map<number, number>();
  forEachCounted(steps, ({ category_ids }, n) => {
    for (const id of category_ids) more.set(id, (more.get(id) ?? 0) + n);
  });
  const count = ({ id, contact_count }: Category) => Math.max(0, contact_count + (more.get(id) ?? 0));
  const counted = items.map((item) => ({ ...item, contact_count: count(item) }));
  return { ...list, items: counted, total: list.total + items.length - list.items.length };
}

const sortKey = (name: Category['name']) => name.toLowerCase();

/** Contacts as they were, to be taken away from a number, and as they are, to be added to it. */
function forEachCounted(steps: readonly Step[], add: (contact: Contact, n: 1 | -1) => void): void {
  for (const { before, after } of steps.flatMap(({ contacts }) => contacts)) {
    if (before) add(before, -1);
    if (after) add(after, 1);
  }
}
