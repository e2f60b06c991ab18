// The browser tests: `window` against the loopback server, `electron` against the real application. `bench` measures
// and is no part of the tests.
// The browser that npm delivers comes first, so that screenshots are the same on every machine.
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { locateBrowser } from './support/browser.ts';

const browser = locateBrowser(['npm', 'playwright', 'system']);

export default defineConfig({
  outputDir: join(import.meta.dirname, '..', 'test-results'),
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: { executablePath: browser.executablePath, env: browser.env },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'window', testDir: './e2e/window', use: { browserName: 'chromium' } },
    { name: 'electron', testDir: './e2e/electron' },
    { name: 'bench', testDir: './bench', use: { browserName: 'chromium' } },
  ],
});
