/** What the packet engine cannot build of the queues and impairments in a document, at the place where it is written. */
import type { Fabric } from '../fabric/fabric.ts';
import { linkRefusals, type LinkRefusal } from '../packet/link-refusals.ts';
import type { Finding } from '../scenario/problem.ts';

/** A record whose links share a setting is told once. */
export function linkFindings(fabric: Fabric): Finding[] {
  const told = new Map<string, Finding>();
  for (const refusal of linkRefusals(fabric)) {
    const path = pathOf(refusal);
    const key = path.join('.');
    if (told.has(key)) continue;
    const message = `${refusal.message[0].toUpperCase()}${refusal.message.slice(1)}.`;
    told.set(key, { code: 'model/link-setting', severity: 'error', message, path });
  }
  return [...told.values()];
}

function pathOf({ link, part }: LinkRefusal): string[] {
  const [collection, id] = link.origin.path.split('.');
  const key = part === 'burstLoss' ? 'loss' : part;
  return [collection, id, ...(collection === 'workloads' ? ['nic'] : []), key];
}
