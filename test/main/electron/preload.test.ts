/** Runs the real preload script against a stand-in for Electron and looks at what it gives to the page. */
import { describe, expect, it, vi } from 'vitest';
import { hostMethods } from '../../../src-main/contract/channels.ts';

const exposed = new Map<string, Record<string, unknown>>();
const invoked: unknown[][] = [];

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: Record<string, unknown>) => exposed.set(name, value),
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      invoked.push(args);
      return Promise.resolve({ ok: true, value: null });
    },
  },
}));
await import('../../../src-main/electron/preload.ts');

describe('the preload script', () => {
  it('gives the page one object with the methods of the contract, nothing of Electron', () => {
    expect([...exposed.keys()]).toEqual(['host']);
    expect(Object.keys(exposed.get('host')!)).toEqual(hostMethods);
    for (const value of Object.values(exposed.get('host')!)) expect(typeof value).toBe('function');
  });

  it('sends each method on its own channel only', async () => {
    const host = exposed.get('host') as Record<string, (...args: unknown[]) => Promise<unknown>>;
    await host['readFile']('id', 'ipcRenderer');
    expect(invoked).toEqual([['host:readFile', 'id', 'ipcRenderer']]);
  });
});
