/** Calls the local server the page came from: one POST per method, known by the cookie it was given. */
import type { HostReply } from '../../src-main/contract/host.ts';
import type { HostCall } from './host-over.ts';

/** Browsers carry at most 64 KiB beyond the life of a page. */
const keepaliveBytesMax = 60_000;

export function loopbackCall(origin: string): HostCall {
  return async (method, args) => {
    const body = JSON.stringify({ args });
    try {
      const response = await fetch(`${origin}/host/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        keepalive: method === 'keepRecovery' && new Blob([body]).size < keepaliveBytesMax,
      });
      return (await response.json()) as HostReply<unknown>;
    } catch {
      const message =
        'Netwright’s server does not answer any more. Start it again; the copy of unsaved work is offered then.';
      return { ok: false, error: { code: 'host/failed', message } };
    }
  };
}

/** Says to the server that a window is there, for as long as it is: the server ends with its last window. */
export async function holdPresence(origin: string): Promise<void> {
  try {
    const response = await fetch(`${origin}/host/presence`);
    await response.body?.pipeTo(new WritableStream());
  } catch {
    // The server has gone; the next request says so where somebody is waiting for an answer.
  }
}
