import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HostReply } from '../../../src-main/contract/host.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../src-main/loopback/loopback-server.ts';
import { createHost } from '../../../src-main/services/host-services.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface Visitor {
  readonly server: LoopbackServer;
  readonly port: number;
  readonly lastWindowClosed: Promise<void>;
  /** Sends exactly what is given; `fetch` would set headers of its own. */
  readonly ask: (
    path: string,
    wish?: { method?: string; headers?: Record<string, string>; body?: string },
  ) => Promise<Answer>;
  /** As the page itself asks: with cookie and origin. */
  readonly call: (method: string, args: unknown) => Promise<Answer>;
  readonly cookie: () => Promise<string>;
}

const nothing = (): void => undefined;

async function visitor(): Promise<Visitor> {
  const folder = scratchFolder();
  const contentFolder = join(folder, 'renderer');
  mkdirSync(contentFolder);
  writeFileSync(join(contentFolder, 'index.html'), '<!doctype html><title>Netwright</title>');
  const host = await createHost({
    kind: 'loopback',
    version: '1.2.3',
    folders: { workspace: join(folder, 'workspace'), recovery: join(folder, 'recovery') },
    examplesFolder: join(folder, 'scenarios'),
    dialogs: null,
    openAtStart: null,
  });
  let closed = nothing;
  const lastWindowClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await startLoopbackServer({ host, contentFolder, graceMs: 20, onLastWindowClosed: closed });
  onTestFinished(() => server.close());
  const port = Number(new URL(server.address('many')).port);
  const own = { Host: `127.0.0.1:${port}`, Origin: `http://127.0.0.1:${port}` };

  const made: Visitor = {
    server,
    port,
    lastWindowClosed,
    async ask(path, { method = 'GET', headers = {}, body } = {}) {
      const sent = request({
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { Host: own.Host, ...headers },
      });
      sent.end(body);
      const [received] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
      const parts: Buffer[] = [];
      for await (const part of received) parts.push(part as Buffer);
      return {
        status: received.statusCode ?? 0,
        headers: received.headers,
        body: Buffer.concat(parts).toString(),
      };
    },
    async call(method, args) {
      const headers = { ...own, Cookie: await made.cookie(), 'Content-Type': 'application/json' };
      return made.ask(`/host/${method}`, { method: 'POST', headers, body: JSON.stringify({ args }) });
    },
    async cookie() {
      const { pathname, search } = new URL(server.address('one'));
      const { headers } = await made.ask(pathname + search);
      return String(headers['set-cookie']).split(';')[0] ?? '';
    },
  };
  return made;
}

const json = ({ body }: Answer): HostReply<unknown> => JSON.parse(body) as HostReply<unknown>;

describe('who the loopback server lets in', () => {
  it('trades a token for a cookie scripts cannot read, and takes it out of the address', async () => {
    const { server, ask } = await visitor();
    const { search } = new URL(server.address('one'));
    const answer = await ask(`/${search}`);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('takes an address that others can see in the process list once, and the printed one again', async () => {
    const { server, ask } = await visitor();
    const once = new URL(server.address('one')).search;
    const many = new URL(server.address('many')).search;
    expect((await ask(`/${once}`)).status).toBe(303);
    expect((await ask(`/${once}`)).status).toBe(403);
    expect((await ask(`/${many}`)).status).toBe(303);
    expect((await ask(`/${many}`)).status).toBe(303);
  });

  it('serves the page with its policy to the cookie, and nothing without', async () => {
    const { ask, cookie } = await visitor();
    expect((await ask('/')).status).toBe(403);
    expect((await ask('/?token=guessed')).status).toBe(403);
    const page = await ask('/', { headers: { Cookie: await cookie() } });
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  it('refuses other names for itself, so that no foreign name can be pointed at it', async () => {
    const { ask, cookie, port } = await visitor();
    const Cookie = await cookie();
    for (const Host of ['evil.example', `localhost:${port}`, `evil.example:${port}`, '127.0.0.1']) {
      expect((await ask('/', { headers: { Host, Cookie } })).status).toBe(403);
    }
  });

  it('refuses calls that come from elsewhere, even with the cookie', async () => {
    const { ask, cookie, port } = await visitor();
    const good = { Cookie: await cookie(), 'Content-Type': 'application/json' };
    const Origin = `http://127.0.0.1:${port}`;
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await ask('/host/describe', { method: 'POST', headers, body: '{"args":[]}' })).status;
    expect(await status({ ...good, Origin })).toBe(200);
    expect(await status(good)).toBe(403);
    expect(await status({ ...good, Origin: 'http://evil.example' })).toBe(403);
    expect(await status({ ...good, Origin: 'null' })).toBe(403);
    expect(await status({ ...good, Origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await status({ ...good, Origin, 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await status({ ...good, Origin, 'Content-Type': 'text/plain' })).toBe(415);
    expect(await status({ ...good, Origin, Cookie: 'netwright=guessed' })).toBe(403);
  });

  it('listens on the loopback address only', async () => {
    const { port } = await visitor();
    // Linux answers on all of 127/8; another loopback address shows what the server is bound to.
    const socket = connect({ host: '127.0.0.2', port });
    const outcome = await new Promise((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
    });
    socket.destroy();
    expect(outcome).toBe('refused');
  });
});

describe('calls over the loopback server', () => {
  it('reach the host and come back', async () => {
    const { call } = await visitor();
    expect(json(await call('describe', []))).toEqual({
      ok: true,
      value: { kind: 'loopback', version: '1.2.3', nativeDialogs: false, openAtStart: null },
    });
    const target = json(await call('chooseTarget', ['a.yaml', false])) as { value: { id: string } };
    expect(json(await call('writeFile', [target.value.id, 'text', null]))).toMatchObject({ ok: true });
    expect(json(await call('readFile', [target.value.id]))).toMatchObject({
      ok: true,
      value: { text: 'text' },
    });
    expect(json(await call('dropRecovery', ['none']))).toEqual({ ok: true, value: null });
  });

  it.each([
    ['an unknown method', 'constructor', []],
    ['a method of every object', 'toString', []],
    ['unusable arguments', 'readFile', [7]],
    ['no arguments', 'readFile', null],
  ])('refuse %s with a sentence', async (_what, method, args) => {
    const { call } = await visitor();
    expect(json(await call(method, args))).toMatchObject({ ok: false, error: { code: 'host/bad-request' } });
  });

  it('refuse a body over the limit by its announced length, before reading it', async () => {
    const { ask, cookie, port } = await visitor();
    const headers = {
      Origin: `http://127.0.0.1:${port}`,
      Cookie: await cookie(),
      'Content-Type': 'application/json',
      'Content-Length': String(10 ** 9),
    };
    const socket = connect({ host: '127.0.0.1', port });
    const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(
      ([name, text]) => `${name}: ${text}`,
    );
    socket.write(`POST /host/describe HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n{`);
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    expect((await ask('/nothing-here')).status).toBe(403);
  });

  it('answer 404 and 405 with our headers', async () => {
    const { ask, cookie, port } = await visitor();
    const headers = { Cookie: await cookie(), Origin: `http://127.0.0.1:${port}` };
    expect((await ask('/none.js', { headers })).status).toBe(404);
    const refused = await ask('/', { method: 'DELETE', headers });
    expect(refused.status).toBe(405);
    expect(refused.headers['content-security-policy']).toBeDefined();
  });
});

it('notices when the last window has gone, and not when one of two has', async () => {
  const { server, port, cookie, lastWindowClosed } = await visitor();
  const headers = { Host: `127.0.0.1:${port}`, Cookie: await cookie() };
  const open = async () => {
    const held = request({ host: '127.0.0.1', port, path: '/host/presence', headers });
    held.on('error', () => undefined);
    held.end();
    const [response] = (await once(held, 'response')) as [import('node:http').IncomingMessage];
    await once(response, 'readable');
    return held;
  };
  const [first, second] = [await open(), await open()];
  expect(server.windows()).toBe(2);
  first.destroy();
  await expect.poll(() => server.windows()).toBe(1);
  second.destroy();
  await lastWindowClosed;
  expect(server.windows()).toBe(0);
});
