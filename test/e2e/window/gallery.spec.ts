/** Pictures of the window for people, light and dark. Written only when asked for, so that tests leave no traces. */
import { join } from 'node:path';
import { expect, test } from './window-test.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'gallery');

for (const scheme of ['light', 'dark'] as const) {
  test(`hello-hub after a run, ${scheme}`, async ({ app, loopback, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await app.open(loopback.address);
    await app.openExample('hello-hub');
    await app.run();
    await expect(app.digest).toBeVisible();
    await app.select('web');
    await app.tab('Results');
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme);
    if (process.env['NETWRIGHT_GALLERY'] !== '1') return;
    const name = scheme === 'light' ? 'hello-hub.png' : 'hello-hub-dark.png';
    await page.screenshot({ path: join(folder, name) });
  });
}
