/**
 * Gives the window `window.host`: the methods of the contract by name, and nothing of Electron's. Each resolves with a
 * `HostReply`, as the loopback server answers. Runs sandboxed, hence bundled into one CommonJS file.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { hostChannel, hostMethods } from '../contract/channels.ts';

contextBridge.exposeInMainWorld(
  'host',
  Object.fromEntries(
    hostMethods.map((method) => [
      method,
      (...args: unknown[]): Promise<unknown> => ipcRenderer.invoke(hostChannel(method), ...args),
    ]),
  ),
);
