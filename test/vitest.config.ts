// Everything that needs no browser. The browser tests are in test/e2e under playwright.config.ts.
import { dirname } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: dirname(import.meta.dirname),
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // Generous, because a loaded machine must not fail a test that measures no time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src-sim/**/*.ts', 'src-main/**/*.ts'],
      reportsDirectory: 'coverage',
    },
  },
});
