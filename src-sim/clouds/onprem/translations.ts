/**
 * Address translations that somebody wrote for a device, in their order. A pool that is left out is the device's own
 * addresses on the wire. Where an outer address leads is a matter of the routes of others, which have to be written.
 */
import { linuxIdleNs } from '../../fabric/idle-timeouts.ts';
import type { Origin } from '../../fabric/origin.ts';
import type { Translation } from '../../fabric/translation.ts';
import { type Address, formatAddress } from '../../quantity/address.ts';
import { hostPrefix } from '../../quantity/prefix.ts';
import type { BuildContext } from '../build-context.ts';
import { partOrigin } from '../record-origin.ts';
import {
  ifWritten,
  type PortSpan,
  writtenAddress,
  writtenDuration,
  writtenPorts,
  writtenPrefix,
} from '../written.ts';
import type { OnpremParts, RouterPart, RoutingDevice } from './onprem-parts.ts';
import { portsOfPlug } from './plug-ports.ts';

type Written = NonNullable<Extract<RoutingDevice, { kind: 'router' }>['translations']>[number];
type Source = Extract<Written, { kind: 'source' }>;
type Destination = Extract<Written, { kind: 'destination' }>;
type Static = Extract<Written, { kind: 'static' }>;

const anyPort: PortSpan = { from: 0, to: 65_535 };
const poolPorts: PortSpan = { from: 1024, to: 65_535 };

export function addTranslations(context: BuildContext, parts: OnpremParts, router: RouterPart): void {
  const { builder } = context;
  const byNode = new Map<number, Translation[]>();
  for (const [n, written] of writtenFor(router).entries()) {
    const origin = partOrigin(router.origin, `translations[${n}]`, 'translation');
    const ports = portsOfPlug(parts, router, plugOf(written));
    const made = ports.flatMap((port) => translationAt(context, router, written, port, origin));
    for (const each of made) {
      const node = builder.nodeOfPort(each.port);
      byNode.set(node, [...(byNode.get(node) ?? []), each]);
    }
    if (made.length > 0) continue;
    context.findings.push({
      code: 'forwarding/no-effect',
      severity: 'warning',
      message:
        ports.length === 0
          ? `the translation does nothing: ${router.origin.name} is not plugged into ${plugOf(written)}`
          : 'the translation does nothing: there is no address of the same family to translate to',
      path: ['devices', router.id, 'translations', n],
    });
  }
  for (const [node, translations] of byNode) builder.setNode(node, { translations });
}

function writtenFor({ record }: RouterPart): readonly Written[] {
  return (record !== null && 'translations' in record ? record.translations : undefined) ?? [];
}

function plugOf(written: Written): string {
  if (written.kind === 'source') return written.leaving;
  return written.kind === 'destination' ? written.entering : written.at;
}

function translationAt(
  context: BuildContext,
  router: RouterPart,
  written: Written,
  port: number,
  origin: Origin,
): Translation[] {
  switch (written.kind) {
    case 'source':
      return sourceAt(router, written, port, origin);
    case 'destination':
      return destinationAt(context, written, port, origin);
    case 'static':
      return staticAt(context, written, port, origin);
  }
}

const matchOf = ({ from = [], protocol = 'any', ports }: Pick<Source, 'from' | 'protocol' | 'ports'>) => {
  const span = ifWritten(ports, writtenPorts) ?? anyPort;
  return { from: from.map(writtenPrefix), protocol, portFrom: span.from, portTo: span.to };
};

const callsOf = (addresses: readonly Address[]): string => addresses.map(formatAddress).join(' or ');

function sourceAt(router: RouterPart, written: Source, port: number, origin: Origin): Translation[] {
  const { idle } = written;
  const pool = written.pool?.map(writtenAddress) ?? router.addresses;
  if (pool.length === 0) return [];
  const span = ifWritten(written.poolPorts, writtenPorts) ?? poolPorts;
  return [
    {
      kind: 'source',
      port,
      ...matchOf(written),
      to: (written.to ?? []).map(writtenPrefix),
      pool,
      poolPortFrom: span.from,
      poolPortTo: span.to,
      reuse: written.reuse ?? 'per-destination',
      ...(written.portsEach === undefined ? {} : { portsEachMax: written.portsEach }),
      idleNs: {
        tcp: ifWritten(idle?.tcp, writtenDuration) ?? linuxIdleNs.tcp,
        udp: ifWritten(idle?.udp, writtenDuration) ?? linuxIdleNs.udp,
        icmp: ifWritten(idle?.icmp, writtenDuration) ?? linuxIdleNs.icmp,
      },
      sentence: `${origin.name} makes ${callsOf(pool)} of the source`,
      origin,
    },
  ];
}

function destinationAt(
  { machines }: BuildContext,
  written: Destination,
  port: number,
  origin: Origin,
): Translation[] {
  const outer = writtenAddress(written.address);
  const targets = written.targets.flatMap((target) =>
    (machines.get(target)?.addresses ?? [])
      .filter(({ family }) => family === outer.family)
      .map((address) => ({ address, port: written.targetPort ?? 0 })),
  );
  if (targets.length === 0) return [];
  const sentence = `${origin.name} makes ${callsOf(targets.map(({ address }) => address))} of the destination`;
  const match = { ...matchOf(written), to: [hostPrefix(outer)] };
  return [{ kind: 'destination', port, ...match, targets, sentence, origin }];
}

function staticAt({ machines }: BuildContext, written: Static, port: number, origin: Origin): Translation[] {
  const outer = writtenAddress(written.address);
  const inner = machines.get(written.target)?.addresses.find(({ family }) => family === outer.family);
  if (inner === undefined) return [];
  const sentence = `${origin.name} has ${formatAddress(outer)} stand for ${formatAddress(inner)}`;
  return [{ kind: 'static', port, ...matchOf({}), to: [], inner, outer, sentence, origin }];
}
