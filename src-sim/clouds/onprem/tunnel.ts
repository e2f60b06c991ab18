/**
 * A tunnel between routers (packets go in) or switches (frames go in). Each end is a port; the router that an end names sends
 * its outer packets by its own routes and receives those of the others. Between switches a tunnel may have many ends:
 * each end sends a copy of what is for all to every other, and none passes on what came from another.
 * The MTU inside, where none is written, is what the headers leave of Ethernet's 1500 bytes, as tunnel devices take it.
 * Left out: keys and handshakes, keepalives, multicast underlays.
 */
import type { Origin } from '../../fabric/origin.ts';
import { carriesFrames, type Tunnel } from '../../fabric/tunnel.ts';
import type { Address } from '../../quantity/address.ts';
import type { RecordOf } from '../../scenario/schema.ts';
import { lowestKey } from '../../scenario/records/tunnels.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { type Junction, nodeOf } from '../junction.ts';
import { recordOrigin } from '../record-origin.ts';
import { ifWritten, writtenAddress, writtenBytes } from '../written.ts';
import { insideEsp } from './ipsec-tunnel.ts';
import type { OnpremParts } from './onprem-parts.ts';
import { writtenVlan } from './switch.ts';

type Record = Extract<RecordOf<'attachments'>, { kind: 'tunnel' }>;

/** What an end is, once everything it names has been found. */
interface End {
  readonly written: Record['ends'][number];
  /** Node that the port belongs to, and node that sends the outer packets. */
  readonly node: number;
  readonly sender: number;
  readonly local: Address;
  /** Null: a switch. */
  readonly router: Junction | null;
}

/** RFC 894. */
const ethernetMtu = 1500;
export const hopLimit = 64;
/** IPv4 and TCP without options, as the MSS counts (RFC 9293 section 3.7.1). */
const tcpHeaders = 40;

export function drawTunnels(context: BuildContext, parts: OnpremParts): void {
  for (const [id, record] of recordsOf(context.scenario.attachments)) {
    if (record.kind !== 'tunnel') continue;
    const origin = recordOrigin('attachments', id, record);
    const ends = record.ends.flatMap((written) => endOf(context, parts, origin, written) ?? []);
    const missing = refusalOf(record, ends);
    if (missing !== null) {
      context.findings.push({
        code: 'tunnel/ends',
        severity: 'error',
        message: `tunnel ${origin.name} ${missing}`,
        path: ['attachments', id, 'ends'],
      });
      continue;
    }
    for (const end of ends) drawEnd(context, id, record, origin, ends, end);
  }
}

function endOf(
  { junctions, builder }: BuildContext,
  parts: OnpremParts,
  origin: Origin,
  written: Record['ends'][number],
): End | null {
  const by = parts.routers.get(written.by ?? written.to);
  const underlay = junctions.get(written.by ?? written.to);
  const bridge = parts.switches.get(written.to);
  const router = junctions.get(written.to) ?? null;
  const local = ifWritten(written.local, writtenAddress) ?? by?.addresses[0];
  if (underlay === undefined || local === undefined || (bridge === undefined && router === null)) return null;
  const sender = nodeOf(underlay, origin);
  if (
    by !== undefined &&
    !by.addresses.some((own) => own.family === local.family && own.bits === local.bits)
  ) {
    builder.addAddress(sender, local);
  }
  return {
    written,
    node: bridge?.node ?? nodeOf(router!, origin),
    sender,
    local,
    router: bridge === undefined ? router : null,
  };
}

function refusalOf(record: Record, ends: readonly End[]): string | null {
  if (ends.length < record.ends.length) {
    return 'needs at each end a router, or a switch with `by` a router, that has an address';
  }
  if (new Set(ends.map(({ local }) => local.family)).size > 1) return 'has ends of both IPv4 and IPv6';
  const switches = ends.filter(({ router }) => router === null).length;
  if (switches > 0 && switches < ends.length) return 'joins switches with routers; frames are no packets';
  if (switches === 0 && ends.length > 2) return 'has more than two ends, which only switches can have';
  const { encapsulation } = record;
  if (switches > 0 && ['ip-in-ip', 'esp', 'wireguard'].includes(encapsulation)) {
    return `cannot carry the frames of switches in ${encapsulation}`;
  }
  return null;
}

function drawEnd(
  context: BuildContext,
  id: string,
  record: Record,
  origin: Origin,
  ends: readonly End[],
  end: End,
): void {
  const { builder } = context;
  const { encapsulation: kind } = record;
  const others = ends.filter((each) => each !== end);
  const ofSwitch = end.router === null;
  const optionBytes = ifWritten(record.options, writtenBytes) ?? 0;
  const tunnel: Tunnel = {
    kind,
    node: end.sender,
    local: end.local,
    remotes: others.map(({ local }) => local),
    key: record.key ?? lowestKey(kind),
    optionBytes,
    dontFragment: record.dontFragment ?? (ofSwitch ? 'clear' : 'set'),
    hopLimit: record.hopLimit ?? hopLimit,
  };
  const port = builder.addTunnel(`${id}@${end.written.to}`, end.node, tunnel, origin);
  const mtu = ifWritten(record.mtu, writtenBytes) ?? insideMtu(context, tunnel, ofSwitch);
  const clamped = record.clampsSegments === true && !ofSwitch ? { segmentMax: mtu - tcpHeaders } : {};
  builder.setPort(port, { mtu, ...clamped, ...(ofSwitch ? { vlan: writtenVlan(end.written) } : {}) });
  if (end.router !== null) end.router.plugged?.(port, origin, others[0].router!);
}

/** What the headers leave of 1500 bytes. */
export function insideMtu(context: BuildContext, tunnel: Tunnel, ofSwitch: boolean): number {
  const { facts } = context;
  const family = tunnel.local.family === 4 ? 'ipv4' : 'ipv6';
  const overhead = (format: string, name: string = family): number =>
    facts.number(`encap.${format}.ipMtuOverhead.${name}`, 'bytes');
  const frame = carriesFrames(tunnel, ofSwitch)
    ? facts.number('encap.ethernet.l2Overhead.headerOnly', 'bytes')
    : 0;
  switch (tunnel.kind) {
    case 'vxlan':
    case 'nvgre':
      return ethernetMtu - overhead(tunnel.kind);
    case 'geneve':
      return ethernetMtu - overhead('geneve') - tunnel.optionBytes;
    case 'gre': {
      const key = tunnel.key === 0 ? 0 : overhead('gre', 'withKeyIpv4') - overhead('gre', 'ipv4');
      return ethernetMtu - overhead('gre') - key - frame;
    }
    case 'ip-in-ip':
      return ethernetMtu - overhead('ipip');
    case 'wireguard':
      return ethernetMtu - overhead('wireguard');
    case 'esp':
      return insideEsp(context);
  }
}
