import { defineConfig, mergeConfig } from 'vitest/config';
import app from './vite.config';

// Apart from the build's own configuration: what only builds the app does not install Vitest.
export default mergeConfig(
  app,
  defineConfig({
    test: {
      environment: 'happy-dom',
      include: ['{src,scripts}/**/*.test.{ts,tsx,mjs}'],
      setupFiles: ['src/test-setup.ts'],
      restoreMocks: true,
      retry: 1,
    },
  }),
);
