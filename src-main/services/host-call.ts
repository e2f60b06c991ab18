/** One call as it comes in through a door: method and arguments checked, the outcome as a reply. Never throws. */
import { isHostMethod } from '../contract/channels.ts';
import { hostArguments } from '../contract/host-validation.ts';
import type { Host, HostError, HostReply } from '../contract/host.ts';
import { HostFailure } from './host-failure.ts';

export async function callHost(host: Host, method: string, given: unknown): Promise<HostReply<unknown>> {
  if (!isHostMethod(method)) return refuse('host/bad-request', 'The window asked for something unknown.');
  const args = hostArguments(method, given);
  if (args === null) return refuse('host/bad-request', 'The window asked with unusable values.');
  try {
    const call = host[method] as (...values: unknown[]) => Promise<unknown>;
    return { ok: true, value: (await call(...args)) ?? null };
  } catch (error) {
    if (error instanceof HostFailure) return refuse(error.code, error.message);
    return refuse('host/failed', 'Something unexpected went wrong; nothing was changed.');
  }
}

const refuse = (code: HostError['code'], message: string): HostReply<never> => ({
  ok: false,
  error: { code, message },
});
