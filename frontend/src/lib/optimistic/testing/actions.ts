import { type FakeApi, file } from './fake-api';
import type { Push, Session } from './session';
import { makeContact } from './world';

/** Something that can happen next. `pick` and `more` choose to whom, and how. */
export interface Action {
  kind: string;
  pick: number;
  more: number;
}

/** A third of all changes are refused. */
const isRefused = (more: number) => more % 3 === 0;

export async function take(session: Session, { kind, pick, more }: Action, pushes: Push[]): Promise<void> {
  const { api, client } = session;
  const call = api.calls[pick % Math.max(1, api.calls.length)];
  const answered = api.calls.filter(({ answer }) => answer);
  if (kind === 'mutate') session.person.mutate(more % 8, pick);
  if (kind === 'serve' && call) api.serve(call, isRefused(more));
  const due = answered[pick % Math.max(1, answered.length)];
  if (kind === 'deliver' && due?.answer) due.settle(due.answer);
  if (kind === 'answer' && call) {
    api.serve(call, isRefused(more));
    if (call.answer) call.settle(call.answer);
  }
  if (kind === 'lose' && call) session.person.lose(call);
  if (kind === 'others') actElsewhere(api, pick, more);
  if (kind === 'push') pushes.push(session.readPush());
  const push = kind === 'pushed' ? pushes.shift() : undefined;
  if (push) session.arrive(push);
  if (kind === 'read') {
    const queries = client.getQueryCache().getAll();
    const queryKey = queries[pick % Math.max(1, queries.length)]?.queryKey;
    if (queryKey) void client.invalidateQueries({ queryKey, exact: true });
  }
  if (kind === 'other page') session.toggleOther();
  if (kind === 'wait') {
    // What the stream says is never older than 3 s, of which each step takes some milliseconds.
    for (let old = pushes[0]; old && Date.now() + 900 - old.atMs > 2700; old = pushes[0]) {
      session.arrive(old);
      pushes.shift();
    }
    await session.pass(900);
  }
}

/** Somebody else changes people that the person of the session does not change. */
function actElsewhere(api: FakeApi, pick: number, more: number): void {
  const theirs = api.world.contacts.filter(({ phone }) => phone?.startsWith('+2'));
  const one = theirs[pick % Math.max(1, theirs.length)];
  const next = 2000 + api.history.length;
  const kind = more % 4;
  if (kind === 0) {
    const id = Math.max(0, ...api.world.contacts.map((contact) => contact.id)) + 1;
    if (!api.world.contacts.some((contact) => contact.id >= 1000)) {
      api.happen((world) => void world.contacts.push(makeContact(id, `+2${next}`, { first_name: 'm' })));
    }
  }
  if (kind === 1 && one) {
    api.happen((world) => {
      world.contacts = world.contacts.filter(({ id }) => id !== one.id);
    });
  }
  if (kind === 2 && one) api.happen((world) => file(world, [one.id], (pick % 3) + 1, more % 2 === 0));
  if (kind === 3) {
    api.happen((world) => {
      world.sent += 1;
    });
  }
}
