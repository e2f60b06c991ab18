/** Running, tracing and reporting: the answers are about the document on screen and point at its objects. */
import { runFabric, openScenario } from '../../../src-sim/index.ts';
import { exampleText } from '../../support/loopback-fixture.ts';
import { expect, test } from './window-test.ts';

test.beforeEach(async ({ app, loopback }) => {
  await app.open(loopback.address);
});

test('a run fills the tables and colours the loaded objects', async ({ app }) => {
  await app.openExample('hello-hub');
  await app.run();
  await expect(app.digest).toBeVisible();
  // 600 Mbit/s for 100 ms in packets of 1500 B: 600e6 × 0.1 / 12 000 = 5000 expected of a Poisson source, whose
  // standard deviation is √5000 ≈ 71; six of those either way.
  const offered = Number((await app.cell('queries', 'offered')).replaceAll(',', ''));
  expect(Math.abs(offered - 5000)).toBeLessThan(6 * 71);
  expect(await app.cell('queries', 'loss')).toBe('0 %');
  await expect(app.page.getByRole('group', { name: /Legend/ })).toBeVisible();
  const loaded = (await app.drawn()).filter(({ data }) => data['loadColour'] !== undefined);
  expect(loaded.length).toBeGreaterThan(0);
});

// Of plain hops, tunnels and black holes, translation, pieces, connections with think times, switches with VLANs.
for (const name of [
  'hello-hub',
  'vxlan-black-hole',
  'nat-exhaustion',
  'fragments',
  'web-tier',
  'vlan-office',
]) {
  test(`the browser and Node agree on the digest of ${name}`, async ({ app }) => {
    const { fabric } = openScenario(await exampleText(name));
    await app.openExample(name);
    await app.run();
    await expect(app.digest).toHaveText(runFabric(fabric!, {}).digest);
  });
}

test('a change after a run marks its result as stale, and undoing the change makes it current again', async ({
  app,
}) => {
  await app.openExample('hello-hub');
  await app.run();
  await expect(app.digest).toBeVisible();
  await app.select('queries');
  await app.setField('rate', '700 Mbit/s');
  await expect(app.page.getByText('The document has changed since this run.')).toBeVisible();
  await app.undo();
  await expect(app.page.getByText('The document has changed since this run.')).toHaveCount(0);
});

test('a long run shows how far it is, can be paused, and is cancelled', async ({ app, loopback }) => {
  // 1000 s of simulated time are hours of work: it cannot end by itself while the test looks.
  await loopback.putFile(
    'long.yaml',
    (await exampleText('hello-hub')).replace('duration: 100 ms', 'duration: 1000 s'),
  );
  await app.page.reload();
  await app.openOwnFile('long');
  await app.run();
  await expect(app.page.getByRole('timer')).toContainText('of 1000.00 s');
  await app.button('Pause the run').click();
  await app.button('Resume the run').click();
  await app.button('Cancel').click();
  await expect(app.page.getByRole('button', { name: 'Run', exact: true }).first()).toBeVisible();
  await expect(app.digest).toHaveCount(0);
});

test('a path that arrives is shown hop by hop and lit on the canvas', async ({ app }) => {
  await app.openExample('hello-hub');
  await app.tracePath('web', 'database', 'tcp', 5432);
  await expect(app.page.locator('[data-class="delivered"]')).toBeVisible();
  const lit = (await app.drawn()).filter(({ classes }) => classes.includes('way')).map(({ id }) => id);
  expect(lit).toEqual(
    expect.arrayContaining(['web', 'database', 'transit', 'spoke-a-attachment', 'spoke-b-attachment']),
  );
  expect(lit).not.toContain('hub-attachment');
});

test('a path that a security group refuses says which one', async ({ app }) => {
  await app.openExample('hello-hub');
  await app.tracePath('web', 'database', 'tcp', 22);
  const there = app.page.getByRole('region', { name: /There/ });
  await expect(there).toHaveAttribute('data-fate', 'denied');
  await expect(app.page.locator('.verdict')).toContainText('data-group');
});

test('the report is one file with everything in it', async ({ app }) => {
  await app.openExample('hello-hub');
  const download = app.page.waitForEvent('download');
  await app.button('Save a report').click();
  expect((await download).suggestedFilename()).toBe('hello-hub.html');
});
