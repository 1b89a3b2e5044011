import { expect, type Page } from '@playwright/test';

/** What the simulator says of one campaign: the truth to hold the screen against. */
export interface Ledger {
  recipients: number;
  sent: number;
  delivered: number;
  read: number;
  interacted: number;
  message_2_sent: number;
  /** Numbers (with +) that got Message 1 and did nothing. */
  silent: string[];
}

interface LedgerMessage {
  to: string;
  template: string | null;
  statuses: string[];
}

interface LedgerPerson {
  phone: string;
  accepted_templates: number;
  accepted_free_form: number;
  first_interaction: { kind: string } | null;
}

/** Read and add up; there is one campaign. */
export async function readLedger(simulatorUrl: string): Promise<Ledger> {
  const messages = await readAll<LedgerMessage>(`${simulatorUrl}/_simulator/ledger/messages`);
  const people = await readAll<LedgerPerson>(`${simulatorUrl}/_simulator/ledger/recipients`);
  return addUp(messages, people);
}

function addUp(messages: LedgerMessage[], people: LedgerPerson[]): Ledger {
  const message1 = messages.filter(({ template }) => template !== null);
  const failed = new Set(message1.filter(({ statuses }) => statuses.includes('failed')).map(({ to }) => to));
  // Who only takes a reaction away has done nothing that counts.
  const didSomething = ({ first_interaction: first }: LedgerPerson) =>
    first !== null && first.kind !== 'remove_reaction';
  const count = (...reached: string[]) =>
    message1.filter(({ statuses }) => statuses.some((status) => reached.includes(status))).length;
  return {
    recipients: people.length,
    sent: message1.length,
    delivered: count('delivered', 'read'),
    read: count('read'),
    interacted: people.filter(didSomething).length,
    message_2_sent: messages.length - message1.length,
    silent: people
      .filter((person) => person.accepted_templates > 0 && !didSomething(person) && !failed.has(person.phone))
      .map(({ phone }) => `+${phone}`),
  };
}

async function readAll<T>(url: string): Promise<T[]> {
  const all: T[] = [];
  let cursor: number | null = 0;
  while (cursor !== null) {
    const answer = await fetch(`${url}?cursor=${cursor}&limit=1000`);
    const page = (await answer.json()) as { data: T[]; next: number | null };
    all.push(...page.data);
    cursor = page.data.length > 0 ? page.next : null;
  }
  return all;
}

/** The funnel on screen shows the ledger's numbers. */
export async function expectFunnel(page: Page, ledger: Ledger): Promise<void> {
  const funnel = page.getByRole('region', { name: 'Funnel' });
  const steps = {
    Recipients: ledger.recipients,
    Sent: ledger.sent,
    Delivered: ledger.delivered,
    Read: ledger.read,
    Interacted: ledger.interacted,
    'Message 2 sent': ledger.message_2_sent,
  };
  for (const [name, number] of Object.entries(steps)) {
    await expect(funnel.getByRole('link', { name: new RegExp(`^${name} ${number} `) })).toBeVisible();
  }
}
