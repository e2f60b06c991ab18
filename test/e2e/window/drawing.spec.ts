/** Opening a document and changing it on the canvas, in the outline and in the inspector. */
import { expect, test } from './window-test.ts';

test.beforeEach(async ({ app, loopback }) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
});

test('hello-hub opens as boxes in boxes: machine in subnet in network in region', async ({ app }) => {
  const parents = new Map((await app.drawn()).map(({ id, parent }) => [id, parent]));
  expect(parents.get('web')).toBe('spoke-a-web');
  expect(parents.get('spoke-a-web')).toBe('spoke-a');
  expect(parents.get('spoke-a')).toBe('frankfurt');
  expect(parents.get('frankfurt')).toBe(null);
  expect(parents.get('transit')).toBe('frankfurt');
});

test('an address left to address management is shown as the one it chose', async ({ app }) => {
  // hub-services is 10.0.1.0/24; AWS keeps its first four addresses, and nothing else is in it.
  await expect(app.outlineRow('services')).toContainText('10.0.1.4');
  await expect
    .poll(async () => (await app.drawnElement('services')).data['label'])
    .toBe('services\n10.0.1.4 (auto)');
  await app.select('services');
  await expect(app.field('address')).toHaveValue('auto');
  await expect(app.inspector.getByText('is 10.0.1.4 by address management')).toBeVisible();
});

test('the page breaks no rule of its own security policy', async ({ app }) => {
  await app.tab('Results');
  await app.press('?');
  await expect(app.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  expect(app.complaints).toEqual([]);
});

test('a CIDR that overlaps a neighbour shows as a problem on the object, and undo clears it', async ({
  app,
}) => {
  await app.select('spoke-b');
  await app.setField('cidrs[0]', '10.1.0.0/16');
  await app.expectProblem('address/overlap');
  await expect
    .poll(async () => (await app.drawn()).filter(({ data }) => data['badge'] === 'error').length)
    .toBeGreaterThan(0);
  await app.undo();
  await app.expectNoProblem('address/overlap');
});

test('the cure of an overlap is one click and one undo', async ({ app }) => {
  await app.select('spoke-b');
  await app.setField('cidrs[0]', '10.1.0.0/16');
  await app.expectProblem('address/overlap');
  const cure = app.problem('address/overlap').locator('button.cure').first();
  await cure.click();
  await app.expectNoProblem('address/overlap');
  await expect(app.field('cidrs[0]')).not.toHaveValue('10.1.0.0/16');
  await app.undo();
  await app.expectProblem('address/overlap');
});

test('an address that is none is refused beside its field with a sentence, and Escape brings back what was', async ({
  app,
}) => {
  await app.select('spoke-a');
  await app.typeField('cidrs[0]', '10.300.0.0/16');
  await expect(app.inspector.getByRole('alert')).toContainText('300');
  await app.field('cidrs[0]').press('Enter');
  await app.expectDirty(false);
  await app.field('cidrs[0]').press('Escape');
  await expect(app.field('cidrs[0]')).toHaveValue('10.1.0.0/16');
});

test('renaming an id renames every reference to it', async ({ app }) => {
  await app.select('web');
  await app.setField('id', 'frontend');
  await expect(app.outlineRow('frontend')).toHaveAttribute('aria-selected', 'true');
  await app.checked();
  await expect(app.page.locator('.problem.error')).toHaveCount(0);
  await app.openGroup('traffic');
  await app.select('queries');
  await expect(app.field('from')).toHaveValue('frontend');
});

test('a display name shows on the canvas and in the outline', async ({ app }) => {
  await app.select('database');
  await app.setField('name', 'Orders');
  await expect(app.outlineRow('database')).toContainText('Orders');
  expect((await app.drawnElement('database')).data['label']).toBe('Orders\n10.2.1.10');
});

test('dragging moves a symbol, and undo puts it back', async ({ app }) => {
  const before = await app.drawnElement('transit');
  await app.drag('transit', { x: 60, y: 0 });
  await app.expectDirty(true);
  await expect(app.button('Undo: Move Transit hub')).toBeVisible();
  await app.undo();
  await app.expectDirty(false);
  await expect
    .poll(async () => Math.abs((await app.drawnElement('transit')).at.x - before.at.x))
    .toBeLessThan(1.5);
});

test('the palette adds a network, a subnet and a machine that the checks accept', async ({ app }) => {
  await app.select('frankfurt');
  const palette = app.page.getByRole('region', { name: 'Add' });
  await palette.getByRole('button', { name: 'Network' }).click();
  await palette.getByRole('button', { name: 'Subnet' }).click();
  await palette.getByRole('button', { name: 'Machine' }).click();
  await expect(app.outlineRow('machine')).toHaveAttribute('aria-selected', 'true');
  await app.checked();
  await expect(app.page.locator('.problem.error')).toHaveCount(0);
  const parents = new Map((await app.drawn()).map(({ id, parent }) => [id, parent]));
  expect(parents.get('machine')).toBe('network-subnet');
  expect(parents.get('network-subnet')).toBe('network');
});

test('deleting a network takes what stands in it and what is tied to it, and one undo brings all back', async ({
  app,
}) => {
  await app.select('spoke-b');
  await app.canvas.focus();
  await app.press('Delete');
  const gone = ['spoke-b', 'spoke-b-data', 'database', 'spoke-b-attachment', 'queries'];
  await expect(app.outlineRow('database')).toHaveCount(0);
  const left = new Set((await app.drawn()).map(({ id }) => id));
  expect(gone.filter((id) => left.has(id))).toEqual([]);
  await app.checked();
  await expect(app.page.locator('.problem.error')).toHaveCount(0);
  await app.undo();
  await expect(app.outlineRow('database')).toBeVisible();
  await app.expectDirty(false);
});

test('arrow keys walk over the canvas and Enter goes to the inspector', async ({ app }) => {
  await app.select('transit');
  await app.canvas.focus();
  await app.press('ArrowUp');
  await expect(app.inspector.getByRole('heading', { level: 2 })).toHaveText('hub-services');
  await app.press('Shift+ArrowUp');
  await expect(app.inspector.getByRole('heading', { level: 2 })).toHaveText('hub');
  await app.press('Enter');
  await expect(app.field('name')).toBeFocused();
});
