/** Finds the host: what Electron's preload put into the window, or else the server the page came from. */
import type { Host, HostMethod, HostReply } from '../../src-main/contract/host.ts';
import { hostOver } from './host-over.ts';
import { holdPresence, loopbackCall } from './loopback-call.ts';

type PreloadedHost = Record<HostMethod, (...args: readonly unknown[]) => Promise<HostReply<unknown>>>;

export function connectHost(): Host {
  const preloaded = (window as { host?: PreloadedHost }).host;
  if (preloaded !== undefined) return hostOver((method, args) => preloaded[method](...args));
  void holdPresence(location.origin);
  return hostOver(loopbackCall(location.origin));
}
