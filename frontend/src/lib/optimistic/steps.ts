import type { Change } from './changes';
import type { Category, Contact } from './nouns';

/** A change on its way (`pending`), or taken by the server and not yet seen in all that is on screen. */
export interface Operation {
  readonly change: Change;
  status: 'pending' | 'confirmed';
  /** When the server's answer came, in ticks of the log. */
  settledAt: number;
  /** What the server made of it, where it says so. */
  result: Contact | Category | null;
  /** The contacts it changes as they were known; only those that no earlier pending operation changes. */
  readonly origins: Map<number, Contact>;
}

/** What an operation does to one contact. */
export interface ContactStep {
  id: number;
  /** What the contact was before, null: not there. */
  before: Contact | null;
  /** What numbers count from then on: what this operation did, nothing that others did meanwhile. */
  counted: Contact | null;
  /** What a list that has it as `known` shows from then on. */
  next: (known: Contact) => Contact | null;
}

/** What an operation does, in the order in which a person did it. */
export interface Step {
  operation: Operation;
  contacts: ContactStep[];
  /** The category that it takes away, from its contacts too. */
  goneCategoryId: number | null;
}

/** Work out each operation on top of those before it. `realId` names what was created meanwhile. */
export function planSteps(operations: readonly Operation[], realId: (id: number) => number): Step[] {
  const known = new Map<number, Contact | null>();
  const gone = new Set(operations.flatMap(({ change }) => goneCategory(change, realId) ?? []));
  return operations.map((operation) => {
    for (const [id, contact] of operation.origins) known.set(realId(id), contact);
    const contacts: ContactStep[] = [];
    for (const id of idsOf(operation.change).map(realId)) {
      const planned = planContact(operation, id, known.get(id) ?? null);
      if (!planned) continue;
      // What the server answered about a contact can be from before it took a category away.
      const step = { ...planned, next: (contact: Contact) => leave(planned.next(contact), gone) };
      contacts.push(step);
      known.set(id, step.before ? step.next(step.before) : step.counted);
    }
    return { operation, contacts, goneCategoryId: goneCategory(operation.change, realId) };
  });
}

function goneCategory(change: Change, realId: (id: number) => number): number | null {
  return change.kind === 'delete-category' ? realId(change.id) : null;
}

function leave(contact: Contact | null, gone: ReadonlySet<number>): Contact | null {
  if (!contact?.category_ids.some((id) => gone.has(id))) return contact;
  return { ...contact, category_ids: contact.category_ids.filter((id) => !gone.has(id)) };
}

/** The contacts a change is about. */
export function idsOf(change: Change): readonly number[] {
  if (change.kind === 'create-contact') return [change.contact.id];
  if (change.kind === 'change-contacts') return change.ids;
  return change.kind === 'delete-contact' ? [change.id] : [];
}

function planContact(operation: Operation, id: number, before: Contact | null): ContactStep | null {
  const { change, status } = operation;
  // An operation on a contact has the contact as its result, one on a category the category.
  const result = operation.result as Contact | null;
  if (change.kind === 'create-contact') {
    const created =
      status === 'pending' ? { ...change.contact, pending: true as const } : (result ?? change.contact);
    return { id, before: null, counted: created, next: () => created };
  }
  // Somebody who is in no list and no count that was ever loaded: the next read will tell.
  if (!before) return null;
  if (change.kind === 'delete-contact') return { id, before, counted: null, next: () => null };
  if (change.kind !== 'change-contacts') return null;
  const next = (contact: Contact): Contact => {
    if (status === 'confirmed') return result ?? change.apply(contact);
    return { ...change.apply(contact), pending: true };
  };
  return { id, before, counted: change.apply(before), next };
}
