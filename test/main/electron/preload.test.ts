/** Runs the real preload script against a stand-in for Electron and looks at what it gives to the page. */
import { describe, expect, it, vi } from 'vitest';
import { hostMethods } from '../../../src-main/contract/channels.ts';

const exposed = new Map<string, Record<string, unknown>>();
const invoked: unknown[][] = [];
const heard = new Map<string, (...args: unknown[]) => void>();

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: Record<string, unknown>) => exposed.set(name, value),
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      invoked.push(args);
      return Promise.resolve({ ok: true, value: null });
    },
    on: (channel: string, listener: (...args: unknown[]) => void) => heard.set(channel, listener),
  },
}));
await import('../../../src-main/electron/preload.ts');

describe('the preload script', () => {
  it('gives the page the methods of the contract and one thing to be told, nothing of Electron', () => {
    expect([...exposed.keys()]).toEqual(['host', 'hostEvents']);
    expect(Object.keys(exposed.get('hostEvents')!)).toEqual(['onLeave']);
    expect(Object.keys(exposed.get('host')!)).toEqual(hostMethods);
    for (const value of Object.values(exposed.get('host')!)) expect(typeof value).toBe('function');
  });

  it('passes on what the user decided, without the event', () => {
    const told: unknown[][] = [];
    const { onLeave } = exposed.get('hostEvents') as {
      onLeave: (handle: (...args: unknown[]) => void) => void;
    };
    onLeave((...args) => told.push(args));
    heard.get('window:leave')!({ sender: 'everything' }, 'save');
    expect(told).toEqual([['save']]);
  });

  it('sends each method on its own channel only', async () => {
    const host = exposed.get('host') as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await host['readFile']('id', 'ipcRenderer');
    expect(invoked).toEqual([['host:readFile', 'id', 'ipcRenderer']]);
  });
});
