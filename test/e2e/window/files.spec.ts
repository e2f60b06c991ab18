/** Saving, coming back, and losing nothing. */
import { exampleText } from '../../support/loopback-fixture.ts';
import { AppDriver } from '../../support/app-driver.ts';
import { expect, test } from './window-test.ts';

test('undoing everything gives back the identical text, and redoing it the identical change', async ({
  app,
  loopback,
}) => {
  const original = await exampleText('hello-hub');
  await loopback.putFile('mine.yaml', original);
  await app.open(loopback.address);
  await app.openOwnFile('mine');
  await app.select('spoke-b');
  await app.setField('cidrs[0]', '10.7.0.0/16');
  await app.setField('name', 'Data');
  await app.select('web');
  await app.setField('id', 'frontend');
  await app.drag('transit', { x: 40, y: 10 });
  await app.press('Control+s');
  await app.expectDirty(false);
  const changed = await loopback.readFile('mine.yaml');
  expect(changed).not.toBe(original);

  for (let steps = 0; steps < 4; steps++) await app.undo();
  await expect(app.button('Undo')).toBeDisabled();
  await app.press('Control+s');
  await app.expectDirty(false);
  expect(await loopback.readFile('mine.yaml')).toBe(original);

  for (let steps = 0; steps < 4; steps++) await app.redo();
  await app.press('Control+s');
  await app.expectDirty(false);
  expect(await loopback.readFile('mine.yaml')).toBe(changed);
});

test('an example is saved under a name of its own, with its comments, and opens again', async ({
  app,
  loopback,
}) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.select('spoke-a');
  await app.setField('cidrs[0]', '10.9.0.0/16');
  await app.saveAs('my-hub.yaml');
  const saved = await loopback.readFile('my-hub.yaml');
  expect(saved.split('\n')[0]).toBe((await exampleText('hello-hub')).split('\n')[0]);
  expect(saved).toContain('cidrs: [10.9.0.0/16]');
  await app.page.reload();
  await app.openOwnFile('my-hub');
  await app.select('spoke-a');
  await expect(app.field('cidrs[0]')).toHaveValue('10.9.0.0/16');
});

test('a template is filled while it is chosen, says what a value may be, and opens as a document of its own', async ({
  app,
  loopback,
}) => {
  await app.open(loopback.address);
  const templates = app.page.getByRole('region', { name: 'Templates' });
  await templates.getByRole('button', { name: 'AWS transit gateway', exact: true }).click();
  // 9 for each of 3 spokes, and 14 around them.
  await expect(templates.getByText('41 objects')).toBeVisible();
  const spokes = templates.getByRole('textbox', { name: /^spokes/ });
  await spokes.fill('0');
  await expect(templates.getByRole('alert')).toContainText('spokes is a whole number from 2 to 2000');
  await expect(templates.getByRole('button', { name: 'Create' })).toBeDisabled();
  await spokes.fill('2');
  await templates.getByRole('combobox', { name: /^region/ }).selectOption('eu-west-1');
  await expect(templates.getByText('32 objects')).toBeVisible();
  await templates.getByRole('button', { name: 'Create' }).click();
  await app.expectOpen();
  await app.saveAs('two-spokes.yaml');
  const saved = await loopback.readFile('two-spokes.yaml');
  expect(saved).toContain('region: eu-west-1');
  expect(saved).not.toContain('spoke-3');
});

test('a name that is taken is not overwritten without being asked', async ({ app, loopback }) => {
  await loopback.putFile('taken.yaml', 'netwright: 1\nname: Precious\n');
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.press('Control+s');
  const dialog = app.page.getByRole('dialog', { name: 'Save in your workspace' });
  await dialog.getByLabel('File name').fill('taken.yaml');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('taken.yaml');
  expect(await loopback.readFile('taken.yaml')).toContain('Precious');
  await dialog.getByRole('button', { name: 'Replace it' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await loopback.readFile('taken.yaml')).toContain('Hello hub');
});

test('a window that dies with unsaved work offers it to the next one', async ({ app, loopback, context }) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.select('spoke-a');
  await app.setField('name', 'Rescued');
  await expect(app.page.locator('.desk[data-kept="true"]')).toBeVisible();
  await app.page.close({ runBeforeUnload: false });

  const next = new AppDriver(await context.newPage());
  await next.open(new URL('/', loopback.address).href);
  await next.page
    .getByRole('region', { name: 'Unsaved work' })
    .getByRole('button', { name: 'Recover' })
    .click();
  await next.expectOpen();
  await expect(next.outlineRow('spoke-a')).toContainText('Rescued');
  await next.expectDirty(true);
  await next.saveAs('rescued.yaml');
  await expect(next.page.locator('.desk[data-kept="false"]')).toBeVisible();
  await next.page.reload();
  await expect(next.page.getByRole('region', { name: 'Your files' })).toContainText('rescued');
  await expect(next.page.getByRole('region', { name: 'Unsaved work' })).toHaveCount(0);
});

test('the unsaved work of a window that is still open is not offered to another one', async ({
  app,
  loopback,
  context,
}) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.select('spoke-a');
  await app.setField('name', 'Mine');
  await expect(app.page.locator('.desk[data-kept="true"]')).toBeVisible();

  const other = new AppDriver(await context.newPage());
  await other.open(new URL('/', loopback.address).href);
  await expect(other.page.getByRole('button', { name: 'two-routers' })).toBeVisible();
  await expect(other.page.getByRole('region', { name: 'Unsaved work' })).toHaveCount(0);
  await app.page.close({ runBeforeUnload: false });
  await other.page.reload();
  await expect(other.page.getByRole('region', { name: 'Unsaved work' })).toBeVisible();
});

test('opening another document asks about unsaved changes first', async ({ app, loopback }) => {
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.select('spoke-a');
  await app.setField('name', 'Changed');
  await app.press('Control+o');
  await app.page
    .getByRole('dialog', { name: 'Open' })
    .getByRole('button', { name: 'hello-hub', exact: true })
    .click();
  const asked = app.page.getByRole('dialog', { name: /unsaved changes/ });
  await asked.getByRole('button', { name: 'Keep editing' }).click();
  await expect(app.outlineRow('spoke-a')).toContainText('Changed');
  await app.press('Control+o');
  await app.page
    .getByRole('dialog', { name: 'Open' })
    .getByRole('button', { name: 'hello-hub', exact: true })
    .click();
  await asked.getByRole('button', { name: 'Discard changes' }).click();
  await expect(app.outlineRow('spoke-a')).not.toContainText('Changed');
  await app.expectDirty(false);
});

test('saving an example on the way to another document opens that one afterwards', async ({
  app,
  loopback,
}) => {
  await loopback.putFile(
    'next.yaml',
    (await exampleText('hello-hub')).replace('name: Hello hub', 'name: The next one'),
  );
  await app.open(loopback.address);
  await app.openExample('hello-hub');
  await app.select('spoke-a');
  await app.setField('name', 'Changed');
  await app.press('Control+o');
  await app.page.getByRole('dialog', { name: 'Open' }).getByRole('button', { name: 'next' }).click();
  await app.page
    .getByRole('dialog', { name: /unsaved changes/ })
    .getByRole('button', { name: 'Save' })
    .click();
  const dialog = app.page.getByRole('dialog', { name: 'Save in your workspace' });
  await dialog.getByLabel('File name').fill('kept.yaml');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByRole('heading', { name: 'The next one' }).first()).toBeVisible();
  expect(await loopback.readFile('kept.yaml')).toContain('name: Changed');
});

test('names full of markup are shown as text and run nothing', async ({ app, loopback }) => {
  const hostile = '<img src=x onerror="document.title=1">';
  const text = (await exampleText('hello-hub'))
    .replace('name: Hello hub', `name: '${hostile}'`)
    .replace('name: Frankfurt', `name: '${hostile}'`);
  await loopback.putFile('hostile.yaml', text);
  await app.open(loopback.address);
  await app.openOwnFile('hostile');
  await expect(app.outlineRow('frankfurt')).toContainText(hostile);
  await app.select('frankfurt');
  await expect(app.inspector.getByRole('heading', { level: 2 })).toHaveText(hostile);
  expect(await app.page.locator('img[src="x"]').count()).toBe(0);
  expect(await app.page.title()).toBe('Netwright');
  expect(app.complaints).toEqual([]);
});

test('a file with errors is shown with them, and its cure brings the canvas back', async ({
  app,
  loopback,
}) => {
  const broken = (await exampleText('hello-hub')).replace(
    'site: frankfurt, cidrs: [10.1.0.0/16]',
    'site: frankfurt, cidrs: [10.1.0.0/16], colour: red',
  );
  await loopback.putFile('broken.yaml', broken);
  await app.open(loopback.address);
  await app.openOwnFile('broken');
  await app.expectProblem('document/unknown-key');
  await expect(
    app.page.getByText('This file has errors; it is shown here once they are cured.'),
  ).toBeVisible();
  expect(await loopback.readFile('broken.yaml')).toBe(broken);
  await app.problem('document/unknown-key').locator('button.cure').first().click();
  await expect(app.outlineRow('spoke-a')).toBeVisible();
});
