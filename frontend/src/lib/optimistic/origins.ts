import type { Query, QueryClient } from '@tanstack/react-query';
import type { Change } from './changes';
import { findContact } from './known';
import type { Contact } from './nouns';
import { idsOf, type Operation } from './steps';

type RealId = (id: number) => number;

/**
 * What contacts are before a change: as they are now, but for what is on its way, which may be refused. Where an
 * operation on its way changes one already, the chain goes on from there.
 */
export function findOrigins(
  client: QueryClient,
  change: Change,
  pending: readonly Operation[],
  realId: RealId,
  read: (query: Query) => unknown,
): Map<number, Contact> {
  const origins = new Map<number, Contact>();
  if (change.kind === 'create-contact') return origins;
  const busy = new Set(pending.flatMap((operation) => idsOf(operation.change).map(realId)));
  for (const id of idsOf(change).map(realId)) {
    const contact = busy.has(id) ? null : findContact(client, id, read);
    if (contact) origins.set(id, contact);
  }
  return origins;
}

/** What a refused operation began with is what the next one on the same contact begins with now. */
export function handDownOrigins(refused: Operation, later: readonly Operation[], realId: RealId): void {
  for (const [id, contact] of refused.origins) {
    const heir = later.find(({ change }) => idsOf(change).some((other) => realId(other) === id));
    if (heir && !heir.origins.has(id)) heir.origins.set(id, contact);
  }
}
