/**
 * The ends of tunnels. What goes in gets an outer header of its own stream and is sent by the underlay's tables; what comes out
 * is what went in, with its own hop limit, addresses and tags. While it is wrapped the packet stays one packet: only the
 * stream that is routed changes.
 *
 * - The outer stream is one per tunnel, remote and, where the format has a field for it, entropy of the inner flow: the UDP
 *   source port of VXLAN and Geneve (16384 values), the flow id of NVGRE (256). Others send all over one path.
 * - ECN as in RFC 6040: copied outside; congestion met outside is marked inside, and drops what cannot be marked.
 * - A router of the underlay that needs smaller packets tells the end of the tunnel, which remembers it for ten minutes (RFC 1191
 *   section 6.3) and takes smaller packets from then on. An L3 end says so to the inner senders; an L2 end is a port of
 *   a switch and drops in silence.
 *
 * Left out: keepalives, key exchange, sequence windows against replay, checksums of the outer UDP header.
 */
import { answerTo } from '../fabric/filter-verdict.ts';
import { carriesFrames, type Tunnel } from '../fabric/tunnel.ts';
import { fateNumber } from './fate-number.ts';
import * as P from './link/packet-record.ts';
import type { Bridging, Plane } from './plane.ts';
import { entropyPortMin } from './wire/entropy-port.ts';
import { innerBytesMax, type TunnelShape, wrappedBytes } from './wire/tunnel-overhead.ts';
import { tunnelPorts } from './wire/tunnel-ports.ts';
import * as W from './wrapping-record.ts';
import { initialHops } from './ledger.ts';

const pathMtuNs = 600e9;
const entropyBits = { vxlan: 14, geneve: 14, nvgre: 8, gre: 0, 'ip-in-ip': 0, esp: 0, wireguard: 0 } as const;
const outerProtocol = {
  vxlan: 'udp',
  geneve: 'udp',
  wireguard: 'udp',
  nvgre: 'gre',
  gre: 'gre',
  'ip-in-ip': 'ip-in-ip',
  esp: 'esp',
} as const;

/** One direction of a tunnel: from its end at a port to one of the remotes. */
interface Way {
  readonly number: number;
  readonly port: number;
  readonly remote: number;
  readonly tunnel: Tunnel;
  readonly shape: TunnelShape;
  readonly ofSwitch: boolean;
  /** Outer streams by entropy. */
  readonly streams: Map<number, number>;
  /** The size wrapped last, and what it came to. */
  sizeWrapped: number;
  sizeOutside: number;
  /** What routers of the underlay said, and until when it holds; 0: nothing. */
  pathMtu: number;
  pathMtuUntil: number;
}

/** Where an outer stream comes out, by the node it comes to: port and remote seen from there; null: nowhere. */
type Outlet = {
  readonly node: number;
  readonly port: number;
  readonly remote: number;
  readonly ofSwitch: boolean;
} | null;

export class Tunnels {
  private readonly plane: Plane;
  private wayCount = 0;
  /** By port. */
  private readonly ways: (readonly Way[] | undefined)[] = [];
  /** Ports of the tunnels that end at a node. */
  private readonly portsOfNode = new Map<number, number[]>();
  private readonly wayOfStream = new Map<number, Way>();
  /** By outer stream: where it comes out, as long as it comes to one node; and where at others. */
  private readonly outlets: Outlet[] = [];
  /** By inner stream: number of the way it went last, and the outer stream it had there. */
  private lasts = new Int32Array(0);

  constructor(plane: Plane) {
    this.plane = plane;
    for (const [port, { tunnel, node, mtu = 0 }] of plane.fabric.ports.entries()) {
      if (tunnel === undefined) continue;
      this.portsOfNode.set(tunnel.node, [...(this.portsOfNode.get(tunnel.node) ?? []), port]);
      const ofSwitch = plane.fabric.nodes[node].role === 'switch';
      this.ways[port] = tunnel.remotes.map((address, remote) => ({
        number: ++this.wayCount,
        port,
        remote,
        tunnel,
        shape: { ...tunnel, underlay: address.family, carriesFrames: carriesFrames(tunnel, ofSwitch), mtu },
        ofSwitch,
        streams: new Map<number, number>(),
        sizeWrapped: -1,
        sizeOutside: 0,
        pathMtu: 0,
        pathMtuUntil: 0,
      }));
    }
  }

  /** How many remotes a port's tunnel has; 0: the port is none. */
  remotes(port: number): number {
    return this.ways[port]?.length ?? 0;
  }

  /** Largest inner packet towards a remote as far as the underlay has told; 0: it has said nothing. */
  pathMtu(port: number, remote: number): number {
    const way = this.ways[port]?.[remote];
    if (way === undefined || way.pathMtu === 0 || this.plane.now >= way.pathMtuUntil) return 0;
    return innerBytesMax(way.shape, way.pathMtu);
  }

  /** The underlay has told nothing of sizes on the way to the first remote. */
  isOpen(port: number): boolean {
    return this.ways[port]?.[0]?.pathMtu === 0;
  }

  enter(port: number, remote: number, packet: number): void {
    const { plane } = this;
    const { ledger } = plane;
    const way = this.ways[port]?.[remote];
    if (way === undefined) {
      plane.refuse(port, packet, fateNumber['no-tunnel']);
      return;
    }
    const { integers } = ledger.packets;
    const record = packet * P.integersEach;
    // A way in counts as a node, or a tunnel whose outer packets are led into itself would never let go.
    if (--integers[record + P.nodesLeft] === 0) {
      plane.refuse(port, packet, fateNumber['ttl-exceeded']);
      return;
    }
    const bytes = integers[record + P.bytes];
    if (bytes !== way.sizeWrapped) {
      way.sizeWrapped = bytes;
      way.sizeOutside = wrappedBytes(way.shape, bytes);
    }
    // An L3 end has compared sizes before; a switch drops without a word.
    if (way.pathMtu !== 0 && this.isKnownTooBig(way)) {
      plane.refuse(port, packet, fateNumber['too-big']);
      return;
    }
    const stream = this.outerStream(way, integers[record + P.stream], integers[record + P.hash]);
    const marks = integers[record + P.marks];
    const wrapping = ledger.wrappings.take();
    const inside = ledger.wrappings.integers;
    const place = wrapping * W.integersEach;
    inside[place + W.stream] = integers[record + P.stream];
    inside[place + W.bytes] = bytes;
    inside[place + W.hopsLeft] = integers[record + P.hopsLeft];
    inside[place + W.kind] = integers[record + P.kind];
    inside[place + W.content] = integers[record + P.content];
    inside[place + W.marks] = marks;
    inside[place + W.vlan] = integers[record + P.vlan];
    if (way.ofSwitch) {
      inside[place + W.station] = integers[record + P.station];
      inside[place + W.sender] = integers[record + P.sender];
    }
    inside[place + W.entrance] = port;
    inside[place + W.remote] = remote;
    inside[place + W.trafficClass] = integers[record + P.trafficClass];
    ledger.setStream(packet, stream);
    if (way.tunnel.copiesTrafficClass === false) integers[record + P.trafficClass] = 0;
    integers[record + P.bytes] = way.sizeOutside;
    integers[record + P.kind] = P.isWrapped;
    integers[record + P.content] = wrapping;
    integers[record + P.vlan] = P.untagged;
    integers[record + P.marks] = outerMarks(way.tunnel, marks);
    const { hopLimit, node } = way.tunnel;
    if (hopLimit > 0) integers[record + P.hopsLeft] = hopLimit;
    else if (way.ofSwitch) integers[record + P.hopsLeft] = initialHops;
    plane.send(node, packet);
  }

  private isKnownTooBig({ sizeOutside, pathMtu, pathMtuUntil, tunnel }: Way): boolean {
    return sizeOutside > pathMtu && this.plane.now < pathMtuUntil && tunnel.dontFragment !== 'clear';
  }

  /** An outer packet is at the node with its address. */
  leave(node: number, packet: number, bridging: Bridging | null): void {
    const { plane } = this;
    const { ledger } = plane;
    const { integers } = ledger.packets;
    const record = packet * P.integersEach;
    const wrapping = integers[record + P.content];
    const inside = ledger.wrappings.integers;
    const place = wrapping * W.integersEach;
    const outlet = this.outletOf(node, integers[record + P.stream], inside[place + W.entrance]);
    if (outlet === null) {
      plane.end(packet, fateNumber['no-tunnel']);
      return;
    }
    const outside = integers[record + P.marks] & P.ecnBits;
    const marks = inside[place + W.marks];
    const isMarked = outside === P.isCongested;
    ledger.setStream(packet, inside[place + W.stream]);
    integers[record + P.bytes] = inside[place + W.bytes];
    integers[record + P.hopsLeft] = inside[place + W.hopsLeft];
    integers[record + P.kind] = inside[place + W.kind];
    integers[record + P.content] = inside[place + W.content];
    integers[record + P.vlan] = inside[place + W.vlan];
    if (outlet.ofSwitch) {
      integers[record + P.station] = inside[place + W.station];
      integers[record + P.sender] = inside[place + W.sender];
    }
    integers[record + P.trafficClass] = inside[place + W.trafficClass];
    integers[record + P.marks] = isMarked ? (marks & ~P.ecnBits) | P.isCongested : marks;
    ledger.wrappings.release(wrapping);
    if (isMarked && (marks & P.ecnBits) === 0) plane.end(packet, fateNumber.aqm);
    else if (outlet.ofSwitch) bridging!.arrived(outlet.port, packet, outlet.remote);
    else plane.entered(outlet.port, packet);
  }

  /** A router of the underlay has told what it carries. */
  tooBig(outerStream: number, mtu: number): void {
    const way = this.wayOfStream.get(outerStream);
    if (way === undefined) return;
    way.pathMtu = mtu;
    way.pathMtuUntil = this.plane.now + pathMtuNs;
  }

  /** Most streams go into one tunnel only, so what it is outside is kept beside it, with the way it holds for. */
  private outerStream(way: Way, inner: number, hash: number): number {
    const place = 2 * inner;
    if (this.lasts[place] === way.number) return this.lasts[place + 1];
    const outer = this.outerStreamFor(way, hash);
    if (place >= this.lasts.length) {
      const wider = new Int32Array(2 * Math.max(place + 2, 2 * this.plane.streams.count));
      wider.set(this.lasts);
      this.lasts = wider;
    }
    this.lasts[place] = way.number;
    this.lasts[place + 1] = outer;
    return outer;
  }

  private outerStreamFor(way: Way, hash: number): number {
    const { streams } = this.plane;
    const bits = entropyBits[way.tunnel.kind];
    const entropy = bits === 0 ? 0 : hash >>> (32 - bits);
    const known = way.streams.get(entropy);
    if (known !== undefined) return known;
    const { kind, local, node } = way.tunnel;
    const protocol = outerProtocol[kind];
    const port = kind === 'vxlan' || kind === 'geneve' || kind === 'wireguard' ? tunnelPorts[kind] : 0;
    const header = {
      source: local,
      destination: way.tunnel.remotes[way.remote],
      protocol,
      sourcePort: kind === 'wireguard' ? port : bits === 0 ? 0 : entropyPortMin + entropy,
      port,
    };
    const stream = streams.add({ header, sourceNode: node, back: -1, like: -1 });
    const back = streams.add({ header: answerTo(header), sourceNode: -1, back: stream, like: -1 });
    streams.back[stream] = back;
    way.streams.set(entropy, stream);
    this.wayOfStream.set(stream, way);
    return stream;
  }

  private outletOf(node: number, stream: number, entrance: number): Outlet {
    const known = this.outlets[stream];
    if (known?.node === node) return known;
    const { fabric, streams } = this.plane;
    const { source } = streams.header(stream);
    const entered = fabric.ports[entrance].tunnel!;
    let outlet: Outlet = null;
    for (const port of this.portsOfNode.get(node) ?? []) {
      const tunnel = fabric.ports[port].tunnel!;
      if (tunnel.kind !== entered.kind || tunnel.key !== entered.key) continue;
      const remote = tunnel.remotes.findIndex(
        ({ bits, family }) => bits === source.bits && family === source.family,
      );
      // WireGuard takes its peers by their keys, from wherever they send.
      if (remote >= 0 || tunnel.kind === 'wireguard') {
        const ofSwitch = fabric.nodes[fabric.ports[port].node].role === 'switch';
        outlet = { node, port, remote: Math.max(0, remote), ofSwitch };
      }
    }
    while (this.outlets.length <= stream) this.outlets.push(null);
    this.outlets[stream] = outlet;
    return outlet;
  }
}

function outerMarks({ dontFragment, copiesTrafficClass }: Tunnel, inner: number): number {
  const congestion = copiesTrafficClass === false ? 0 : inner & P.ecnBits;
  const mayFragment =
    dontFragment === 'clear' || (dontFragment === 'inherit' && (inner & P.mayFragment) !== 0);
  return congestion | (inner & P.isSpare) | (mayFragment ? P.mayFragment : 0);
}
