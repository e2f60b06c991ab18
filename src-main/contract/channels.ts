/** Names under which the host's methods travel between a window and its host. Nothing else passes between them. */
import type { HostMethod } from './host.ts';

// A record, so that the compiler refuses a contract method that is not listed.
const listed: Readonly<Record<HostMethod, true>> = {
  describe: true,
  files: true,
  chooseFile: true,
  chooseTarget: true,
  templates: true,
  fillTemplate: true,
  readFile: true,
  writeFile: true,
  exportFile: true,
  keepRecovery: true,
  recoveries: true,
  dropRecovery: true,
};

export const hostMethods = Object.keys(listed) as readonly HostMethod[];

export function isHostMethod(name: string): name is HostMethod {
  return Object.hasOwn(listed, name);
}

/** Electron IPC channel of a method. */
export const hostChannel = (method: HostMethod): string => `host:${method}`;

/** Loopback address of a method. */
export const hostPath = (method: HostMethod): string => `/host/${method}`;

/** From Electron's main process to the window: the user closed it with unsaved work and has said what to do with that. */
export const leaveChannel = 'window:leave';

export type LeaveChoice = 'save' | 'discard';

/** Held open by a window for as long as it lives. */
export const presencePath = '/host/presence';
