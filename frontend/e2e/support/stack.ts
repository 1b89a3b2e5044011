import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the running stack is, for the tests. */
export interface Stack {
  baseUrl: string;
  simulatorUrl: string;
  setupCode: string;
  folder: string;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PYTHON = join(ROOT, '.venv/bin/python');
const NOTE = join(ROOT, 'frontend/test-results/stack.json');
const START_MS = 90_000;
const STOP_MS = 40_000;

/** What the stack shares with its simulated Meta. */
export const SECRETS = {
  token: 'a-token-of-the-end-to-end-tests',
  appSecret: 'an-app-secret-of-the-end-to-end-tests',
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
};

const children: ChildProcess[] = [];

/** The stack as the tests find it. */
export function findStack(): Stack {
  return JSON.parse(readFileSync(NOTE, 'utf8')) as Stack;
}

/** Start the simulator and `relance up` on a data folder of their own; returns when both answer. */
export async function startStack(): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'relance-e2e-'));
  // As root the servers run as another user, who has to get in.
  chmodSync(folder, 0o755);
  const [port, simulatorPort] = [await pickPort(), await pickPort()];
  const baseUrl = `http://127.0.0.1:${port}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;

  run(
    folder,
    'simulator',
    ['-m', 'whatsapp_simulator', '--port', String(simulatorPort)],
    simulatorSettings(baseUrl),
  );
  await waitFor('the simulator', () => answers(`${simulatorUrl}/_simulator/ledger`));
  const up = run(folder, 'up', ['-m', 'relance', 'up'], relanceSettings(folder, port, simulatorUrl));
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  up.stderr?.on('data', listen);
  await waitFor('Relance', () => answers(`${baseUrl}/readyz`));
  await waitFor('the set-up code', async () => CODE.test(said));
  const stack = { baseUrl, simulatorUrl, setupCode: CODE.exec(said)?.[1] ?? '', folder };
  mkdirSync(join(ROOT, 'frontend/test-results'), { recursive: true });
  writeFileSync(NOTE, JSON.stringify(stack));
  return stack;
}

const CODE = /Code to make the super admin: ([A-Z0-9-]+)/;

/** Stop what was started here, newest first, and remove the data folder. */
export async function stopStack(): Promise<void> {
  for (const child of children.reverse()) await stop(child);
  rmSync(findStack().folder, { recursive: true, force: true });
}

function run(folder: string, name: string, args: string[], settings: Record<string, string>): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...withoutOurs(process.env), PYTHONUNBUFFERED: '1', ...settings };
  const child = spawn(PYTHON, args, {
    cwd: folder,
    env: { ...env, PYTHONPATH: join(ROOT, 'backend') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(folder, `${name}.out`));
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  children.push(child);
  return child;
}

function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = (name: string) => name.startsWith('RELANCE_') || name.startsWith('WHATSAPP_SIMULATOR_');
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours(name)));
}

function simulatorSettings(baseUrl: string): Record<string, string> {
  return prefix('WHATSAPP_SIMULATOR_', {
    WEBHOOK_URL: `${baseUrl}/api/webhooks/whatsapp`,
    APP_SECRET: SECRETS.appSecret,
    TOKEN: SECRETS.token,
    PHONE_NUMBER_ID: SECRETS.phoneNumberId,
    WABA_ID: SECRETS.businessAccountId,
    SEED: '7',
    BEHAVIOUR: JSON.stringify({ reply_after_s: [0.5, 4], read_after_s: [0.2, 1.5] }),
  });
}

function relanceSettings(folder: string, port: number, simulatorUrl: string): Record<string, string> {
  return prefix('RELANCE_', {
    DATA_DIR: join(folder, 'data'),
    HOST: '127.0.0.1',
    PORT: String(port),
    SECRET_KEY: 'a-secret-key-of-the-end-to-end-tests',
    TIMEZONE: 'Africa/Porto-Novo',
    WHATSAPP_API_URL: simulatorUrl,
    WHATSAPP_TOKEN: SECRETS.token,
    WHATSAPP_APP_SECRET: SECRETS.appSecret,
    WHATSAPP_VERIFY_TOKEN: 'a-verify-token',
    WHATSAPP_PHONE_NUMBER_ID: SECRETS.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: SECRETS.businessAccountId,
    SENDER_RATE_PER_S: '20',
    INTERACTION_WINDOW_S: '12',
    EXPIRY_INTERVAL_S: '1',
    DAILY_LIMIT: '2000',
  });
}

function prefix(start: string, settings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [start + name, value]));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(hurry);
}

async function pickPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Until `done` says so, asking five times a second. */
async function waitFor(what: string, done: () => Promise<boolean>, withinMs = START_MS): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${withinMs / 1000} s`);
    if (children.some((child) => child.exitCode !== null))
      throw new Error(`${what}: a process ended by itself`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
