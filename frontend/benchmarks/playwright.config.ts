import { defineConfig } from '@playwright/test';
import tests from '../playwright.config';

/** The stack of the end-to-end tests, for measuring: `npm run measure`. Not part of the tests. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results/measured',
  globalSetup: '../e2e/support/start-stack.ts',
  globalTeardown: '../e2e/support/stop-stack.ts',
  timeout: 300_000,
});
