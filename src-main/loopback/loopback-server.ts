/**
 * The window in a browser: its files and the host's methods over HTTP on 127.0.0.1, at a random port. See
 * request-guard.ts for who is let in. HTTP without TLS, because nothing leaves the machine.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { presencePath } from '../contract/channels.ts';
import { documentBytesMax } from '../contract/host-validation.ts';
import type { Host } from '../contract/host.ts';
import { callHost } from '../services/host-call.ts';
import { contentHeaders, windowFile } from '../services/window-content.ts';
import { createPresence } from './presence.ts';
import { createRequestGuard, type RequestGuard } from './request-guard.ts';

export interface LoopbackSettings {
  readonly host: Host;
  /** The built window. */
  readonly contentFolder: string;
  /** How long after the last window left it is believed to be gone; a reload takes less. */
  readonly graceMs: number;
  readonly onLastWindowClosed: () => void;
}

export interface LoopbackServer {
  /** Address that lets its visitor in. `one` for addresses that other users of the machine can see. */
  address(uses: 'one' | 'many'): string;
  windows(): number;
  close(): Promise<void>;
}

/** A document as JSON: escapes take at most six characters each, ordinary text far less. */
const bodyBytesMax = 3 * documentBytesMax;

export async function startLoopbackServer(settings: LoopbackSettings): Promise<LoopbackServer> {
  const presence = createPresence(settings.graceMs, settings.onLastWindowClosed);
  let guard: RequestGuard | null = null;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) send(response, 500, 'Something unexpected went wrong.');
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  guard = createRequestGuard(port);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? '';
    const target = request.url ?? '';
    const refusal = guard?.refusal(method, request.headers) ?? null;
    if (guard === null || refusal !== null) return send(response, 403, refusal ?? 'Not ready yet.');
    const [path = '', query = ''] = target.split('?', 2);
    if (method === 'GET' && path === '/' && query !== '') return admit(guard, query, response);
    if (!guard.hasCookie(request.headers)) {
      return send(response, 403, 'Open the address that Netwright printed when it started.');
    }
    if (method === 'POST' && path.startsWith('/host/')) {
      return answerCall(settings.host, path.slice('/host/'.length), request, response);
    }
    if (method !== 'GET') return send(response, 405, 'Only GET and POST are known here.');
    if (path === presencePath) return presence.hold(response);
    const file = await windowFile(settings.contentFolder, path);
    if (file === null) return send(response, 404, 'There is nothing at this address.');
    response.writeHead(200, { ...contentHeaders, 'Content-Type': file.type });
    response.end(file.bytes);
  }

  return {
    address: (uses) => `http://127.0.0.1:${port}/?token=${guard?.mintToken(uses) ?? ''}`,
    windows: () => presence.count(),
    close() {
      presence.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Trades the token for the cookie and takes it out of the address bar. */
function admit(guard: RequestGuard, query: string, response: ServerResponse): void {
  const cookie = guard.admit(new URLSearchParams(query).get('token') ?? '');
  if (cookie === null)
    return send(response, 403, 'This address was already used, or is not from this start.');
  response.writeHead(303, { ...contentHeaders, Location: '/', 'Set-Cookie': cookie });
  response.end();
}

async function answerCall(
  host: Host,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Forms of other pages cannot send this type without asking first.
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type.trim() !== 'application/json') return send(response, 415, 'JSON is expected.');
  const body = await readBody(request);
  if (body === null) {
    response.shouldKeepAlive = false;
    return send(response, 413, 'The request is too large.');
  }
  const reply = await callHost(host, method, argumentsOf(body));
  response.writeHead(200, { ...contentHeaders, 'Content-Type': 'application/json' });
  response.end(JSON.stringify(reply));
}

/** `{"args": [...]}`; anything else becomes null, which no method accepts. */
function argumentsOf(body: string): unknown {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null && 'args' in read ? read.args : null;
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return null;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > bodyBytesMax) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...contentHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}
