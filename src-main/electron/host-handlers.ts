/** Answers the host's methods over IPC: one channel each, sender checked, arguments checked by `callHost`. */
import type { IpcMainInvokeEvent } from 'electron';
import { hostChannel, hostMethods } from '../contract/channels.ts';
import type { Host, HostReply } from '../contract/host.ts';
import { callHost } from '../services/host-call.ts';
import { mayCall } from './window-security.ts';

/** The part of `ipcMain` that is used. */
export interface CallReceiver {
  handle(channel: string, listener: (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown): void;
}

/** `hostOf` finds the host that belongs to the calling window: files granted to one are unknown to the others. */
export function answerHostCalls(
  receiver: CallReceiver,
  hostOf: (event: IpcMainInvokeEvent) => Host | null,
): void {
  for (const method of hostMethods) {
    receiver.handle(hostChannel(method), async (event, ...args): Promise<HostReply<unknown>> => {
      const host = mayCall(event.senderFrame) ? hostOf(event) : null;
      if (host === null) {
        return { ok: false, error: { code: 'host/bad-request', message: 'Only the window itself may ask.' } };
      }
      return callHost(host, method, args);
    });
  }
}
