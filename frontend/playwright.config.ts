import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './e2e/support/browser';

// One real stack serves all tests one after another: each file continues where the one before it ended.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/traces',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A test that passes only the second time is told as "flaky": look at its cause.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  globalSetup: './e2e/support/start-stack.ts',
  globalTeardown: './e2e/support/stop-stack.ts',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1366, height: 850 },
    locale: 'en-GB',
    timezoneId: 'Africa/Porto-Novo',
    // A trace of each test costs a third of its time: ask for it with --trace on.
    screenshot: 'only-on-failure',
    launchOptions: await findBrowser(),
  },
});
