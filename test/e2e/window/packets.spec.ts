/** Packets at an instant: listed where they are, opened to the bit, followed to their end; and the tables of nodes. */
import { expect, test } from './window-test.ts';

test('a packet is found on its link, opened, followed and seen on the canvas', async ({ app, loopback }) => {
  await app.open(loopback.address);
  await app.openExample('two-routers');
  await app.tab('Packets');
  await app.button('Start').click();
  await expect(app.instant).toBeVisible();
  await expect(app.page.getByRole('button', { name: 'To the beginning' })).toBeEnabled();
  await app.goToInstant(500_000_000);
  await app.openGroup('links');
  await app.select('leased-line');
  // 20 wait and one is being sent; 5 ms of travel hold 6 more of 0.8 ms each.
  const rows = app.page.locator('.sights tbody tr[data-row]');
  await expect.poll(() => rows.count()).toBeGreaterThan(20);
  await rows.filter({ hasText: 'is being sent' }).first().click();
  const opened = app.page.getByRole('region', { name: 'Opened packet' });
  await expect(opened.locator('details[data-layer]')).toHaveCount(3);
  await expect(opened.locator('details[data-layer="IPv4"]')).toContainText('10.20.1.10');
  await expect(opened.locator('details[data-layer="UDP"]')).toContainText('5004');

  // The destination port lies in bytes 36 and 37: 14 of Ethernet, 20 of IPv4, 2 of the source port. 5004 is 0x138c.
  await opened.getByRole('button', { name: /^Destination port/ }).click();
  await expect(opened.locator('.byte.marked')).toHaveText(['13', '8c']);
  // And from the bytes to the field: byte 22 is the time to live, the ninth of IPv4.
  await opened.locator('[data-byte="22"]').click();
  await expect(opened.locator('li.marked')).toContainText('TTL');

  await expect.poll(async () => (await app.drawnElement('leased-line')).classes).toContain('packet');
  const follow = opened.getByRole('button', { name: /Follow/ });
  const where = opened.getByRole('status');
  await follow.click();
  await expect(where).toContainText('lab-router');
  for (let hops = 0; hops < 6 && (await follow.isEnabled()); hops++) {
    const before = await app.instant.getAttribute('data-events');
    await follow.click();
    await expect(app.instant).not.toHaveAttribute('data-events', before!);
    await expect(app.page.getByRole('button', { name: 'Next event', exact: true })).toBeEnabled();
  }
  await expect(where).toContainText('It arrived at');
});

test('a switch shows the addresses it has learnt by then, and a machine its neighbours', async ({
  app,
  loopback,
}) => {
  await app.open(loopback.address);
  await app.openExample('vlan-office');
  await app.tab('Packets');
  await app.button('Event by event').click();
  await app.standsAfter(0);
  await app.select('core-switch');
  const table = app.page.locator('.node-table').filter({ hasText: 'MAC addresses' });
  await expect(table).toContainText('Empty at this instant.');
  await app.button('Go on').click();
  await expect(table.locator('tbody tr').first()).toBeVisible();
});
