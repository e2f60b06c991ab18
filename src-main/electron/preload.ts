/**
 * Gives the window `window.host`: the methods of the contract by name, and nothing of Electron's. Each resolves with a
 * `HostReply`, as the loopback server answers. `window.hostEvents` tells what the user decided about unsaved work. Runs sandboxed, hence bundled into one CommonJS file.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { hostChannel, hostMethods, leaveChannel, type LeaveChoice } from '../contract/channels.ts';

contextBridge.exposeInMainWorld(
  'host',
  Object.fromEntries(
    hostMethods.map((method) => [
      method,
      (...args: unknown[]): Promise<unknown> => ipcRenderer.invoke(hostChannel(method), ...args),
    ]),
  ),
);

contextBridge.exposeInMainWorld('hostEvents', {
  // The event itself stays here: it carries the sender.
  onLeave: (handle: (choice: LeaveChoice) => void): void => {
    ipcRenderer.on(leaveChannel, (_event, choice: LeaveChoice) => handle(choice));
  },
});
