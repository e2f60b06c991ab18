import { expect, test } from './launch.ts';

test('opens a window with the file named on the command line', async ({ window }) => {
  await expect(window).toHaveTitle(/Netwright/);
  await expect(window.getByText('Hello hub').first()).toBeVisible();
});

test('runs with the sandbox, isolated from the page', async ({ application, window }) => {
  await window.waitForLoadState();
  const preferences = await application.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    return (
      webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  const globals = await window.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
  );
  expect(globals).toEqual([]);
});

test('shows its own page only', async ({ application, window }) => {
  const start = window.url();
  expect(start).toBe('app://netwright/');
  await window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await window.evaluate(() => void globalThis.open('https://example.com/'));
  await expect.poll(() => window.url()).toBe(start);
  expect(application.windows()).toHaveLength(1);
});

test('loads nothing from elsewhere and runs no text as script', async ({ window }) => {
  const outcome = await window.evaluate(async () => {
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    const file = await fetch('file:///etc/passwd').then(
      () => 'fetched',
      () => 'refused',
    );
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    document.head.append(script);
    return { fetched, file, inline: 'ranInline' in globalThis };
  });
  expect(outcome).toEqual({ fetched: 'refused', file: 'refused', inline: false });
});

test('denies permissions', async ({ window }) => {
  const state = await window.evaluate(
    async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
  );
  expect(state).toBe('denied');
});

test('gives the page the methods of the contract and answers them', async ({ window }) => {
  const description = await window.evaluate(() =>
    (globalThis as unknown as { host: { describe(): Promise<unknown> } }).host.describe(),
  );
  expect(description).toMatchObject({ ok: true, value: { kind: 'electron', nativeDialogs: true } });
});
