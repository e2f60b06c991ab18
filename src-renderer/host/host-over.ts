/** The host's methods over any way of calling them by name; a reply that is a refusal becomes an exception with its sentence. */
import type { Host, HostMethod, HostReply } from '../../src-main/contract/host.ts';
import { HostRefusal } from './host-refusal.ts';

export type HostCall = (method: HostMethod, args: readonly unknown[]) => Promise<HostReply<unknown>>;

export function hostOver(send: HostCall): Host {
  const call = async <T>(method: HostMethod, ...args: readonly unknown[]): Promise<T> => {
    const reply = await send(method, args);
    if (!reply.ok) throw new HostRefusal(reply.error);
    return reply.value as T;
  };
  return {
    describe: () => call('describe'),
    files: () => call('files'),
    chooseFile: () => call('chooseFile'),
    chooseTarget: (name, replace) => call('chooseTarget', name, replace),
    templates: () => call('templates'),
    fillTemplate: (id, values) => call('fillTemplate', id, values),
    readFile: (id) => call('readFile', id),
    writeFile: (id, text, expectedModifiedMs) => call('writeFile', id, text, expectedModifiedMs),
    exportFile: (name, content) => call('exportFile', name, content),
    keepRecovery: (key, name, fileId, text) => call('keepRecovery', key, name, fileId, text),
    recoveries: () => call('recoveries'),
    dropRecovery: (key) => call('dropRecovery', key),
  };
}
