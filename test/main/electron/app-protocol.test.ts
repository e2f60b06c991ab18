import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { answerAppRequest } from '../../../src-main/electron/app-protocol.ts';
import { contentSecurityPolicy } from '../../../src-main/services/window-content.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

function content(): string {
  const folder = join(scratchFolder(), 'renderer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, '..', 'secret.json'), '{}');
  return folder;
}

/** What Electron hands over has the address as it was asked for; `Request` would tidy it. */
const asked = (url: string, method = 'GET'): Request => ({ url, method }) as Request;

it('serves the page under the same policy as the loopback server', async () => {
  const response = await answerAppRequest(asked('app://netwright/'), content());
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<!doctype html>');
  expect(response.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy);
});

it.each([
  ['app://netwright/%2e%2e/secret.json', 'GET', 404],
  ['app://netwright/..%2fsecret.json', 'GET', 404],
  ['app://other/index.html', 'GET', 403],
  ['app://netwright/index.html', 'POST', 405],
])('refuses %s by %s with %i', async (url, method, status) => {
  expect((await answerAppRequest(asked(url, method), content())).status).toBe(status);
});
