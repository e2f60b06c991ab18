import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { hostChannel, hostMethods } from '../../../src-main/contract/channels.ts';
import type { Host } from '../../../src-main/contract/host.ts';
import { answerHostCalls } from '../../../src-main/electron/host-handlers.ts';

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const asked: string[] = [];
const host = {
  describe: () => Promise.resolve({ kind: 'electron', version: '1', nativeDialogs: true, openAtStart: null }),
  readFile: (id: string) => {
    asked.push(id);
    return Promise.reject(new Error('/home/ada/secret/path leaked'));
  },
} as unknown as Host;

function listeners(): Map<string, Listener> {
  const made = new Map<string, Listener>();
  answerHostCalls({ handle: (channel, listener) => made.set(channel, listener) }, () => host);
  return made;
}

const from = (url: string): IpcMainInvokeEvent =>
  ({ senderFrame: { url, parent: null } }) as unknown as IpcMainInvokeEvent;

describe('calls from the Electron window', () => {
  it('have one channel for each method of the contract and no other', () => {
    expect([...listeners().keys()]).toEqual(hostMethods.map(hostChannel));
  });

  it('are answered to our own page', async () => {
    expect(await listeners().get('host:describe')!(from('app://netwright/'))).toMatchObject({ ok: true });
  });

  it('are refused to every other page', async () => {
    const reply = await listeners().get('host:describe')!(from('https://example.com/'));
    expect(reply).toMatchObject({ ok: false, error: { code: 'host/bad-request' } });
  });

  it('are checked before the host sees them', async () => {
    const reply = await listeners().get('host:readFile')!(from('app://netwright/'), { path: '/etc/passwd' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'host/bad-request' } });
    expect(asked).toEqual([]);
  });

  it('do not carry the words of an unexpected fault to the window', async () => {
    const reply = await listeners().get('host:readFile')!(from('app://netwright/'), 'id');
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(reply).toMatchObject({ ok: false, error: { code: 'host/failed' } });
  });
});
