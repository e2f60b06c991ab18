/** Paths explained: headers that grow into tunnels, where packets vanish, and what would fix what fails. */
import { expect, test } from './window-test.ts';

test('a tunnel is a way within the way, with its headers and what it leaves of the size', async ({
  app,
  loopback,
}) => {
  await app.open(loopback.address);
  await app.openExample('vxlan-black-hole');
  await app.tracePath('naive', 'store', 'tcp', 80);
  const there = app.page.getByRole('region', { name: /^There/ });
  await expect(there.locator('li[data-depth="1"]').first()).toBeVisible();
  // VXLAN over IPv4: an inner Ethernet header of 14, VXLAN 8, UDP 8, IPv4 20 are 50 B more; 1500 less 50 are left.
  await expect(there).toContainText('50 B more');
  await expect(there.getByRole('heading')).toContainText('largest packet 1,450 B');
  await expect(there.getByRole('note')).toContainText('1451');
  const sizes = await there
    .locator('[data-header-bytes]')
    .evaluateAll((bars) => bars.map((bar) => Number((bar as HTMLElement).dataset['headerBytes'])));
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeGreaterThanOrEqual(50);
});

test('what would fix a refused path is one press, and one undo takes it back', async ({ app, loopback }) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.tracePath('web', 'database', 'tcp', 22);
  const fixes = app.page.getByRole('region', { name: 'What would fix it' });
  await fixes.getByRole('button').first().click();
  await expect(app.page.locator('[data-class="delivered"]')).toBeVisible();
  await app.expectDirty(true);
  await app.undo();
  await app.expectDirty(false);
  await app.tracePath('web', 'database', 'tcp', 22);
  await expect(fixes).toBeVisible();
});

test('there and back are lit in turn', async ({ app, loopback }) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.tracePath('web', 'database', 'tcp', 22);
  const lit = async () =>
    (await app.drawn()).filter(({ classes }) => classes.includes('failed')).map(({ id }) => id);
  await expect.poll(lit).toEqual(['database']);
  await app.page
    .getByRole('region', { name: /^Back/ })
    .getByRole('button', { name: 'Show on the canvas' })
    .click();
  await expect.poll(lit).toEqual([]);
});
