/** A run as something one walks about in: to any instant and back, event by event, with charts, counters and colours of that instant. */
import { expect, test } from './window-test.ts';

test.beforeEach(async ({ app, loopback }) => {
  await app.open(loopback.address);
  await app.openExample('two-routers');
  await app.tab('Simulate');
});

test('a run that is over is taken back to an instant, and on to the same end', async ({ app }) => {
  await app.button('Start').click();
  // 12 Mbit/s in packets of 1000 B for one second.
  await expect.poll(() => app.counter('Sent')).toBe(1500);
  await expect.poll(() => app.counter('Under way')).toBe(0);
  const dropped = await app.counter('Dropped');
  expect(dropped).toBeGreaterThan(0);
  await app.goToInstant(500_000_000);
  // Half of them, give or take the one at the edge.
  expect(Math.abs((await app.counter('Sent')) - 750)).toBeLessThanOrEqual(1);
  expect(await app.counter('Under way')).toBeGreaterThan(0);
  await app.button('To the end').click();
  await expect.poll(() => app.counter('Under way')).toBe(0);
  expect(await app.counter('Dropped')).toBe(dropped);
  await app.tab('Results');
  await expect(app.digest).toBeVisible();
});

test('events are taken one by one, forth and back, and to the next drop', async ({ app }) => {
  await app.button('Event by event').click();
  await app.standsAfter(0);
  await app.page.getByRole('button', { name: 'Next event', exact: true }).click();
  await app.standsAfter(1);
  // The first event hands over the first packet of the only flow.
  expect(await app.counter('Sent')).toBe(1);
  await app.page.getByRole('button', { name: 'Next event', exact: true }).click();
  await app.standsAfter(2);
  await app.button('Previous event').click();
  await app.standsAfter(1);
  await app.button('Next drop').click();
  await expect.poll(() => app.counter('Dropped')).toBe(1);
  await app.button('Next drop').click();
  await expect.poll(() => app.counter('Dropped')).toBe(2);
});

test('the next event at a machine is where its packet comes in', async ({ app }) => {
  await app.button('Event by event').click();
  await app.standsAfter(0);
  await app.select('recorder');
  await app.button('Next event at recorder').click();
  await expect.poll(() => app.counter('Delivered')).toBe(1);
});

test('the chart of a link is there, and the canvas shows load, queue and drops of the instant', async ({
  app,
}) => {
  await app.button('Start').click();
  await expect.poll(() => app.counter('Under way')).toBe(0);
  await app.openGroup('links');
  await app.select('leased-line');
  const charts = app.page.getByRole('region', { name: 'Links over time' });
  // 20 packets are room for 16 ms; 2 of 12 Mbit/s do not fit, so it is full after 0.1 s and stays so.
  await expect(charts.getByRole('img', { name: /Queue over time/ })).toHaveAccessibleName(
    /at most 20 packets/,
  );
  await app.goToInstant(700_000_000);
  await expect(app.page.getByRole('group', { name: /Legend/ })).toContainText('at 700.0 ms');
  const colourOf = async () => (await app.drawnElement('leased-line')).data['loadColour'];
  // Busy all the time: the last of the colours, light or dark.
  expect(['#b3122f', '#ff5c74']).toContain(await colourOf());
  await app.page.getByRole('combobox', { name: 'What the colours show' }).selectOption('Queue');
  await expect(app.page.getByRole('group', { name: /Legend/ })).toContainText('20 to 99');
  await expect.poll(colourOf).not.toBe(undefined);
  const before = (await app.drawn()).filter(({ data }) => data['loadColour'] !== undefined).length;
  await app.goToInstant(1_000_000);
  await expect
    .poll(async () => (await app.drawn()).filter(({ data }) => data['loadColour'] !== undefined).length)
    .toBeLessThan(before);
});

test('a run is watched slowly, stopped, and given up', async ({ app }) => {
  await app.page.getByRole('combobox', { name: 'Speed' }).selectOption('10 ms a second');
  await app.button('Start').click();
  await expect.poll(() => app.counter('Sent')).toBeGreaterThan(2);
  await app.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(app.page.getByRole('button', { name: 'Go on' })).toBeVisible();
  // A hundred seconds would have passed before the end.
  expect(await app.counter('Sent')).toBeLessThan(1500);
  await app.button('Give the run up').click();
  await expect(app.page.getByRole('button', { name: 'Start' })).toBeVisible();
});

test('the timeline is moved with the keys', async ({ app }) => {
  await app.button('Start').click();
  await expect.poll(() => app.counter('Under way')).toBe(0);
  await app.page.getByRole('slider', { name: 'Instant' }).focus();
  await app.press('Home');
  await expect(app.instant).toHaveAttribute('data-now', '0');
  expect(await app.counter('Sent')).toBe(0);
  await app.press('End');
  await expect.poll(() => app.counter('Sent')).toBe(1500);
});
