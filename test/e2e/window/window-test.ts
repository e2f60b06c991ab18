/** What every test of the window starts from: a server of its own and a driver on a fresh page. */
import { expect, test as base } from '@playwright/test';
import { AppDriver } from '../../support/app-driver.ts';
import { type Loopback, startLoopback } from '../../support/loopback-fixture.ts';

export const test = base.extend<{ loopback: Loopback; app: AppDriver }>({
  // The first argument must be a pattern, even an empty one.
  // oxlint-disable-next-line no-empty-pattern
  loopback: async ({}, use) => {
    const loopback = await startLoopback();
    await use(loopback);
    await loopback.end();
  },
  // The server is named first so that it ends last: it need not wait for a page that still listens.
  app: async ({ loopback, page }, use) => {
    expect(loopback.address).toContain('127.0.0.1');
    await page.setViewportSize({ width: 1280, height: 800 });
    await use(new AppDriver(page));
  },
});

export { expect };
