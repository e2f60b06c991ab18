/**
 * The bytes of packets in flight, for whoever looks: Ethernet, IP, then UDP, an ICMP echo, a TCP segment or an ICMP message that
 * a packet was too big. The engine carries sizes and handles; what only bytes need is kept here from the moment a packet is
 * handed over: its number within its stream, the scale of windows, the beginning of what an ICMP message is about.
 *
 * - Sequence numbers start at a hash of stream and seed and wrap at 2^32. Acknowledgements count from the other stream's start.
 * - IPv4 identification counts the packets of a stream, from a hash as well; every packet says that it must not be fragmented,
 *   as none is. IPv6 has the stream's hash for its flow label.
 * - Flows of plain packets: UDP and echo requests; of TCP, segments of a connection that was there before, unanswered.
 * - A router without an address of its own answers from 192.0.0.8, the dummy address of RFC 7600 section 4.8; over IPv6, where
 *   there is none, from the address the packet was going to.
 *
 * Left out: application data, replies to echo requests, VLAN tags and tunnels, which the fabric does not have.
 */
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { type Address, type Family, parseAddress } from '../quantity/address.ts';
import { fmix32 } from '../quantity/hash32.ts';
import * as P from './link/packet-record.ts';
import type { Packets } from './link/packets.ts';
import type { SegmentStore } from './segment-store.ts';
import type { Streams } from './streams.ts';
import { Segment } from './transport/tcp/segment.ts';
import * as flags from './transport/tcp/segment-flags.ts';
import { icmpQuote } from './wire/icmp-quote.ts';
import { interfaceMac } from './wire/mac.ts';
import type { Layer } from './wire/layer.ts';
import { buildPacket } from './wire/packet-stack.ts';
import type { SackBlock, TcpOptions } from './wire/tcp-options.ts';

export interface PacketBytesPlan {
  readonly fabric: Fabric;
  readonly seed: number;
  readonly packets: Packets;
  readonly segments: SegmentStore;
  readonly streams: Streams;
}

/** What a router says of a packet that it could not pass on. */
interface Complaint {
  readonly router: number;
  readonly about: Uint8Array;
}

interface Content {
  readonly layer: Layer;
  readonly headerBytes: number;
  readonly payload?: Uint8Array;
}

const numberSpace = 2 ** 32;
const ipHeaderBytes = { 4: 20, 6: 40 } as const;
const transportHeaderBytes = { udp: 8, icmp: 8, tcp: 20 } as const;
/** The length of an IP packet has 16 bits. */
const packetBytesMax = 0xffff;
/** RFC 3168 section 5: ECT(0) and CE. */
const ecnCapable = 2;
const ecnCongested = 3;
/** RFC 1812 section 4.3.2.5: errors have the precedence of network control; Linux takes class selector 6. */
const errorDscp = 48;
const windowMax = 0xffff;

const parsedDummy = parseAddress('192.0.0.8');
const dummyAddress = parsedDummy.ok ? parsedDummy.value : null;

export class PacketBytes {
  private readonly plan: PacketBytesPlan;
  /** By packet: how many the stream had before it. */
  private numbers = new Float64Array(1 << 10);
  /** By stream: packets so far, those of routers about it, window scale in its SYN (-1: none), start of numbers. */
  private readonly counts: Float64Array;
  private readonly complaintCounts: Float64Array;
  private readonly scales: Int8Array;
  private readonly starts: Uint32Array;
  private readonly complaints = new Map<number, Complaint>();
  private readonly segment = new Segment();

  constructor(plan: PacketBytesPlan) {
    this.plan = plan;
    const { streams, seed } = plan;
    this.counts = new Float64Array(streams.count);
    this.complaintCounts = new Float64Array(streams.count);
    this.scales = new Int8Array(streams.count).fill(-1);
    this.starts = Uint32Array.from({ length: streams.count }, (_, stream) =>
      fmix32(streams.hash[stream] ^ fmix32(seed ^ fmix32(stream + 1))),
    );
  }

  /** A packet was handed over. */
  injected(packet: number): void {
    const stream = this.field(packet, P.stream);
    const kind = this.field(packet, P.kind);
    this.complaints.delete(packet);
    const counts = kind === P.isTooBig ? this.complaintCounts : this.counts;
    this.number(packet, counts[stream]++);
    if (kind !== P.isSegment) return;
    const { segment } = this;
    this.plan.segments.read(this.field(packet, P.content), segment);
    if ((segment.flags & flags.syn) !== 0) this.scales[stream] = segment.windowScale;
  }

  /** The copy has the same bytes. */
  copied(copy: number, packet: number): void {
    this.number(copy, this.numbers[packet]);
    const complaint = this.complaints.get(packet);
    if (complaint === undefined) this.complaints.delete(copy);
    else this.complaints.set(copy, complaint);
  }

  /** `message` is what the router said of the packet. */
  complained(message: number, router: number, packet: number): void {
    this.complaints.set(message, { router, about: buildPacket(this.stackOf(packet)) });
  }

  /** The frame from one port to the other. */
  frame(packet: number, fromPort: number, toPort: number): Uint8Array {
    const { layers, payload } = this.stackOf(packet);
    const ethernet: Layer = {
      kind: 'ethernet',
      source: interfaceMac(fromPort),
      destination: interfaceMac(toPort),
    };
    return buildPacket({ layers: [ethernet, ...layers], payload });
  }

  private stackOf(packet: number): { layers: Layer[]; payload: number | Uint8Array } {
    const stream = this.field(packet, P.stream);
    const header = this.plan.streams.header(stream);
    const { family } = header.destination;
    const complaint = this.complaints.get(packet);
    const content = this.contentOf(packet, stream, header);
    const rest = this.field(packet, P.bytes) - ipHeaderBytes[family] - content.headerBytes;
    const ip = this.ipLayer(packet, stream, complaint);
    return { layers: [ip, content.layer], payload: content.payload?.slice(0, rest) ?? rest };
  }

  private ipLayer(packet: number, stream: number, complaint: Complaint | undefined): Layer {
    const { destination, source } = this.plan.streams.header(stream);
    const hops = this.field(packet, P.hopsLeft);
    const marks = this.field(packet, P.marks);
    const isError = complaint !== undefined;
    const shared = {
      source: isError ? this.routerAddress(complaint.router, source) : source,
      destination,
      dscp: isError ? errorDscp : 0,
      ecn: (marks & P.isCongested) !== 0 ? ecnCongested : (marks & P.isCapable) !== 0 ? ecnCapable : 0,
    };
    if (destination.family === 6) {
      return {
        kind: 'ipv6',
        ...shared,
        hopLimit: hops,
        flowLabel: isError ? 0 : this.plan.streams.hash[stream] & 0xf_ffff,
      };
    }
    const identification = ((this.starts[stream] >>> 16) + this.numbers[packet]) % 0x1_0000;
    return { kind: 'ipv4', ...shared, ttl: hops, identification, dontFragment: !isError };
  }

  private routerAddress(router: number, otherwise: Address): Address {
    const { addresses } = this.plan.fabric.nodes[router];
    const own = addresses.find(({ family }) => family === otherwise.family);
    return own ?? (otherwise.family === 4 ? dummyAddress : null) ?? otherwise;
  }

  private contentOf(packet: number, stream: number, header: PacketHeader): Content {
    const kind = this.field(packet, P.kind);
    if (kind === P.isSegment) return this.segmentContent(packet, stream, header);
    if (kind === P.isTooBig) return this.errorContent(packet, header.destination.family);
    const { protocol, sourcePort, port: destinationPort } = header;
    const headerBytes = transportHeaderBytes[protocol];
    const before = this.numbers[packet];
    if (protocol === 'udp') return { layer: { kind: 'udp', sourcePort, destinationPort }, headerBytes };
    if (protocol === 'icmp') {
      const kindOfFamily = header.destination.family === 4 ? 'icmp' : 'icmpv6';
      const sequence = before % 0x1_0000;
      const layer: Layer = { kind: kindOfFamily, message: 'echo-request', identifier: sourcePort, sequence };
      return { layer, headerBytes };
    }
    const payload = this.field(packet, P.bytes) - ipHeaderBytes[header.destination.family] - headerBytes;
    const sequence = this.wrapped(stream, before * payload);
    const layer: Layer = { kind: 'tcp', sourcePort, destinationPort, sequence, flags: flags.ack };
    return { layer, headerBytes };
  }

  private errorContent(packet: number, family: Family): Content {
    const mtu = this.field(packet, P.content);
    const layer: Layer =
      family === 4
        ? { kind: 'icmp', message: 'unreachable', reason: 'fragmentation-needed', mtu }
        : { kind: 'icmpv6', message: 'packet-too-big', mtu };
    const about = this.complaints.get(packet)?.about ?? new Uint8Array();
    return { layer, headerBytes: transportHeaderBytes.icmp, payload: icmpQuote(about) };
  }

  private segmentContent(packet: number, stream: number, header: PacketHeader): Content {
    const { segment } = this;
    this.plan.segments.read(this.field(packet, P.content), segment);
    const back = this.plan.streams.back[stream];
    const isSyn = (segment.flags & flags.syn) !== 0;
    const isScaled = !isSyn && this.scales[stream] >= 0 && this.scales[back] >= 0;
    const unit = isScaled ? 2 ** this.scales[stream] : 1;
    const layer: Layer = {
      kind: 'tcp',
      sourcePort: header.sourcePort,
      destinationPort: header.port,
      sequence: this.wrapped(stream, segment.seq),
      acknowledgement: (segment.flags & flags.ack) === 0 ? 0 : this.wrapped(back, segment.ack),
      flags: segment.flags,
      window: Math.min(windowMax, Math.floor(segment.window / unit)),
      options: this.optionsOf(segment, back),
    };
    return { layer, headerBytes: segment.headerBytes };
  }

  private optionsOf(segment: Segment, back: number): TcpOptions {
    const sackBlocks: SackBlock[] = [];
    for (let block = 0; block < segment.sackCount; block++) {
      sackBlocks.push({
        start: this.wrapped(back, segment.sackStart[block]),
        end: this.wrapped(back, segment.sackEnd[block]),
      });
    }
    const timestamps = { value: segment.tsValue % numberSpace, echo: segment.tsEcho % numberSpace };
    return {
      ...(segment.mss > 0 ? { mss: segment.mss } : {}),
      ...(segment.windowScale >= 0 ? { windowScale: segment.windowScale } : {}),
      ...(segment.sackPermitted ? { sackPermitted: true } : {}),
      ...(segment.hasTs ? { timestamps } : {}),
      ...(sackBlocks.length > 0 ? { sackBlocks } : {}),
    };
  }

  /** A place in a stream as it stands in 32 bits. */
  private wrapped(stream: number, offset: number): number {
    return (this.starts[stream] + offset) % numberSpace;
  }

  private field(packet: number, field: number): number {
    return this.plan.packets.integers[packet * P.integersEach + field];
  }

  private number(packet: number, value: number): void {
    if (packet >= this.numbers.length) {
      const before = this.numbers;
      this.numbers = new Float64Array(Math.max(packet + 1, before.length * 2));
      this.numbers.set(before);
    }
    this.numbers[packet] = value;
  }
}

/** Why packets of this fabric cannot be written as bytes; null where they can. */
export function unwritable(fabric: Fabric): string | null {
  for (const flow of fabric.flows) {
    if (flow.pattern === 'bulk') continue;
    for (const target of flow.to) {
      const families = fabric.endpoints[target].addresses.map(({ family }) => family);
      const least = ipHeaderBytes[families.includes(6) ? 6 : 4] + transportHeaderBytes[flow.protocol];
      if (flow.packetBytes < least || flow.packetBytes > packetBytesMax) {
        return (
          `${flow.id} has packets of ${flow.packetBytes} B; a capture can hold such of ${least} B, ` +
          `which their headers take, to ${packetBytesMax} B`
        );
      }
    }
  }
  return null;
}
