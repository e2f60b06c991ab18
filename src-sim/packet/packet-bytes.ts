/**
 * The bytes of packets in flight, for whoever looks: Ethernet, IP, then UDP, an ICMP echo, a TCP segment or an ICMP message about
 * a packet. The engine carries sizes and handles; what only bytes need is kept here from the moment a packet is
 * handed over: its number within its stream, the scale of windows, the beginning of what an ICMP message is about.
 *
 * - Sequence numbers start at a hash of stream and seed and wrap at 2^32. Acknowledgements count from the other stream's start.
 * - IPv4 identification counts the packets of a stream, from a hash as well; pieces of a packet share it. IPv6 has the stream's
 *   hash for its flow label.
 * - Translated packets keep their numbers; a translation changes addresses, ports and checksums alone.
 * - Flows of plain packets: UDP and echo requests; of TCP, segments of a connection that was there before, unanswered.
 * - A router without an address of its own answers from 192.0.0.8, the dummy address of RFC 7600 section 4.8; over IPv6, where
 *   there is none, from the address the packet was going to.
 *
 * Left out: application data.
 */
import type { Fabric } from '../fabric/fabric.ts';
import { isTcpFlow } from '../fabric/flow.ts';
import type { Protocol } from '../fabric/protocol.ts';
import { carriesFrames } from '../fabric/tunnel.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { Address, Family } from '../quantity/address.ts';
import { fmix32 } from '../quantity/hash32.ts';
import { errorLayer } from './error-layer.ts';
import * as P from './link/packet-record.ts';
import * as N from './piece-note.ts';
import { fateOfNote, fateTold, mtuTold, speakingAddress } from './complaints.ts';
import type { Ledger } from './ledger.ts';
import type { Streams } from './streams.ts';
import { Segment } from './transport/tcp/segment.ts';
import * as flags from './transport/tcp/segment-flags.ts';
import { icmpQuote } from './wire/icmp-quote.ts';
import { broadcastMac, interfaceMac } from './wire/mac.ts';
import { ipv6FragmentHeaderBytes } from './wire/ipv6-fragment.ts';
import type { Layer } from './wire/layer.ts';
import { buildPacket } from './wire/packet-stack.ts';
import { groupMac, resolutionLayers } from './resolution-layers.ts';
import { askerAddress, isAnswer, operation, senderAddress, targetAsked } from './resolution-note.ts';
import { tunnelLayers } from './tunnel-layers.ts';
import type { SackBlock, TcpOptions } from './wire/tcp-options.ts';
import { vlanTagBytes } from './wire/vlan.ts';
import * as W from './wrapping-record.ts';

export interface PacketBytesPlan {
  readonly fabric: Fabric;
  readonly seed: number;
  readonly ledger: Ledger;
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

/** A packet as it is under way, or as it stands inside another. */
interface Look {
  readonly packet: number;
  readonly stream: number;
  /** Of the IP packet, without tags. */
  readonly bytes: number;
  readonly hopsLeft: number;
  readonly marks: number;
  readonly kind: number;
  readonly content: number;
  readonly station: number;
  readonly sender: number;
  readonly vlan: number;
}

interface Stack {
  readonly layers: Layer[];
  readonly payload: number | Uint8Array;
}

const numberSpace = 2 ** 32;
const ipHeaderBytes = { 4: 20, 6: 40 } as const;
const transportHeaderBytes = { udp: 8, icmp: 8, tcp: 20 } as const;

const headerBytesOf = (protocol: Protocol): number =>
  protocol === 'udp' || protocol === 'icmp' || protocol === 'tcp' ? transportHeaderBytes[protocol] : 0;
/** The length of an IP packet has 16 bits. */
const packetBytesMax = 0xffff;
/** RFC 3168 section 5: ECT(0) and CE. */
const ecnCapable = 2;
const ecnCongested = 3;
/** RFC 1812 section 4.3.2.5: errors have the precedence of network control; Linux takes class selector 6. */
const errorDscp = 48;
const windowMax = 0xffff;
/** Where an IP header says what follows it. */
const protocolAt = 9;
const nextHeaderAt = 6;

type IpLayer = Extract<Layer, { kind: 'ipv4' | 'ipv6' }>;

export class PacketBytes {
  private readonly plan: PacketBytesPlan;
  /** By packet: how many the stream had before it. */
  private numbers = new Float64Array(1 << 10);
  /** By stream, for those that were met: packets so far, window scale in its SYN (-1: none), start of numbers. */
  private readonly counts: number[] = [];
  private readonly scales: Int8Array;
  private readonly starts: number[] = [];
  private readonly complaints = new Map<number, Complaint>();
  private readonly segment = new Segment();

  constructor(plan: PacketBytesPlan) {
    this.plan = plan;
    this.scales = new Int8Array(plan.streams.count).fill(-1);
  }

  /** A packet was handed over. */
  injected(packet: number): void {
    const { kind, stream, content } = this.look(packet);
    this.complaints.delete(packet);
    this.number(packet, this.counts[stream] ?? 0);
    this.counts[stream] = (this.counts[stream] ?? 0) + 1;
    if (kind !== P.isSegment) return;
    const { segment } = this;
    this.plan.ledger.segments.read(content, segment);
    if ((segment.flags & flags.syn) !== 0) this.scales[this.rootOf(stream)] = segment.windowScale;
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
    const look = this.look(packet);
    this.complaints.set(message, { router, about: buildPacket(this.stackOf(look)) });
  }

  /** The frame from one port to the other. */
  frame(packet: number, fromPort: number, toPort: number): Uint8Array {
    const look = this.look(packet);
    const { layers, payload } = this.stackOf(look);
    return buildPacket({ layers: [...this.frameLayers(look, fromPort, toPort), ...layers], payload });
  }

  private look(packet: number): Look {
    const field = (place: number) => this.plan.ledger.field(packet, place);
    const vlan = field(P.vlan);
    return {
      packet,
      stream: field(P.stream),
      bytes: field(P.bytes) - (vlan === P.untagged ? 0 : vlanTagBytes),
      hopsLeft: field(P.hopsLeft),
      marks: field(P.marks),
      kind: field(P.kind),
      content: field(P.content),
      station: field(P.station),
      sender: field(P.sender),
      vlan,
    };
  }

  private inside({ packet, content }: Look): Look {
    const field = (place: number) => this.plan.ledger.wrappings.get(content, place);
    const vlan = field(W.vlan);
    return {
      packet,
      stream: field(W.stream),
      bytes: field(W.bytes) - (vlan === P.untagged ? 0 : vlanTagBytes),
      hopsLeft: field(W.hopsLeft),
      marks: field(W.marks),
      kind: field(W.kind),
      content: field(W.content),
      station: field(W.station),
      sender: field(W.sender),
      vlan,
    };
  }

  /** Where neighbours are resolved, the frame says who it is for; else it goes from one end of the link to the other. */
  private frameLayers(look: Look, fromPort: number, toPort: number): Layer[] {
    const { sender, vlan } = look;
    const addressed = this.isAddressed(fromPort) || this.isAddressed(toPort);
    const ethernet: Layer = {
      kind: 'ethernet',
      source: interfaceMac(addressed ? sender : fromPort),
      destination: addressed ? this.macOf(look) : interfaceMac(toPort),
    };
    return vlan === P.untagged ? [ethernet] : [ethernet, { kind: 'vlan', id: vlan }];
  }

  /** What is for everybody is for a group in IPv6. */
  private macOf(look: Look): number {
    if (look.station !== P.everybody) return interfaceMac(look.station);
    if (look.kind !== P.isResolution) return broadcastMac;
    const { notes } = this.plan.ledger;
    return groupMac(this.plan.streams.destinations[notes.get(look.content, targetAsked)]);
  }

  private resolution({ content, station, sender }: Look): Layer[] {
    const { notes } = this.plan.ledger;
    const { destinations } = this.plan.streams;
    const address = (place: number): Address | null => {
      const number = notes.get(content, place);
      return number < 0 ? null : destinations[number];
    };
    return resolutionLayers({
      isAnswer: notes.get(content, operation) === isAnswer,
      isRouter: this.plan.fabric.nodes[this.plan.fabric.ports[sender].node].role === 'router',
      target: destinations[notes.get(content, targetAsked)],
      own: address(senderAddress),
      asker: address(askerAddress),
      senderMac: interfaceMac(sender),
      stationMac: station === P.everybody ? null : interfaceMac(station),
    });
  }

  private isAddressed(port: number): boolean {
    const { attachment, node } = this.plan.fabric.ports[port];
    return attachment !== undefined || this.plan.fabric.nodes[node].role === 'switch';
  }

  private stackOf(look: Look): Stack {
    if (look.kind === P.isWrapped) return this.wrappedStack(look);
    if (look.kind === P.isFragment) return this.pieceStack(look);
    if (look.kind === P.isResolution) return { layers: this.resolution(look), payload: 0 };
    const header = this.plan.streams.header(look.stream);
    const { family } = header.destination;
    const complaint = this.complaints.get(look.packet);
    const content = this.contentOf(look, header);
    const rest = look.bytes - ipHeaderBytes[family] - content.headerBytes;
    const ip = this.ipLayer(look, complaint);
    return { layers: [ip, content.layer], payload: content.payload?.slice(0, rest) ?? rest };
  }

  private wrappedStack(look: Look): Stack {
    const { fabric, streams, ledger } = this.plan;
    const inner = this.inside(look);
    const entrance = ledger.wrappings.get(look.content, W.entrance);
    const { tunnel, node, mtu = 0 } = fabric.ports[entrance];
    const hasFrame = carriesFrames(tunnel!, fabric.nodes[node].role === 'switch');
    const frame = hasFrame ? this.frameLayers(inner, entrance, entrance) : [];
    const { layers, payload } = this.stackOf(inner);
    const number = this.numbers[look.packet];
    const between = tunnelLayers(tunnel!, streams.header(look.stream), number, mtu);
    return { layers: [this.ipLayer(look, undefined), ...between, ...frame, ...layers], payload };
  }

  /** A piece of the bytes of the whole packet; of one that has ended meanwhile nobody knows the bytes. */
  private pieceStack(look: Look): Stack {
    const { notes, pieces } = this.plan.ledger;
    const fragmentOffset = notes.get(look.content, N.offset);
    const moreFragments = notes.get(look.content, N.isLast) === 0;
    const held = pieces?.wholeOf(look.content) ?? -1;
    const whole = held < 0 ? null : buildPacket(this.stackOf({ ...this.look(held), stream: look.stream }));
    const ip = this.ipLayer(look, undefined);
    if (ip.kind === 'ipv4') {
      const piece: Layer = { ...ip, dontFragment: false, fragmentOffset, moreFragments };
      const from = ipHeaderBytes[4] + fragmentOffset;
      const bytes = look.bytes - ipHeaderBytes[4];
      const payload = whole?.slice(from, from + bytes) ?? bytes;
      return { layers: [whole === null ? piece : { ...piece, protocol: whole[protocolAt] }], payload };
    }
    const identification = this.numbers[look.packet] % numberSpace;
    const piece: Layer = { kind: 'ipv6-fragment', identification, fragmentOffset, moreFragments };
    const from = ipHeaderBytes[6] + fragmentOffset;
    const bytes = look.bytes - ipHeaderBytes[6] - ipv6FragmentHeaderBytes;
    const payload = whole?.slice(from, from + bytes) ?? bytes;
    return { layers: [ip, whole === null ? piece : { ...piece, nextHeader: whole[nextHeaderAt] }], payload };
  }

  private ipLayer(look: Look, complaint: Complaint | undefined): IpLayer {
    const { stream, marks, hopsLeft: hops, packet } = look;
    const { destination, source } = this.plan.streams.header(stream);
    const isError = look.kind === P.isError;
    const congestion = marks & P.ecnBits;
    const shared = {
      source:
        isError && complaint !== undefined
          ? speakingAddress(this.plan.fabric.nodes[complaint.router], destination, source)
          : source,
      destination,
      dscp: isError ? errorDscp : 0,
      ecn: congestion === P.isCongested ? ecnCongested : congestion === P.isCapable ? ecnCapable : 0,
    };
    if (destination.family === 6) {
      return {
        kind: 'ipv6',
        ...shared,
        hopLimit: hops,
        flowLabel: isError ? 0 : this.plan.streams.hashOf(stream) & 0xf_ffff,
      };
    }
    const identification = ((this.startOf(stream) >>> 16) + this.numbers[packet]) % 0x1_0000;
    const dontFragment = !isError && (marks & P.mayFragment) === 0;
    return { kind: 'ipv4', ...shared, ttl: hops, identification, dontFragment };
  }

  private contentOf(look: Look, header: PacketHeader): Content {
    const { kind, packet, stream, bytes } = look;
    if (kind === P.isSegment) return this.segmentContent(look, header);
    if (kind === P.isError) return this.errorContent(look, header.destination.family);
    const { protocol, sourcePort, port: destinationPort } = header;
    if (protocol !== 'udp' && protocol !== 'icmp' && protocol !== 'tcp') {
      throw new RangeError(`no bytes are known of ${protocol} on its own`);
    }
    const headerBytes = transportHeaderBytes[protocol];
    const before = this.numbers[packet];
    if (protocol === 'udp') return { layer: { kind: 'udp', sourcePort, destinationPort }, headerBytes };
    if (protocol === 'icmp') {
      const kindOfFamily = header.destination.family === 4 ? 'icmp' : 'icmpv6';
      const sequence = before % 0x1_0000;
      const message = kind === P.isEchoReply ? 'echo-reply' : 'echo-request';
      const layer: Layer = { kind: kindOfFamily, message, identifier: sourcePort, sequence };
      return { layer, headerBytes };
    }
    const payload = bytes - ipHeaderBytes[header.destination.family] - headerBytes;
    const sequence = this.wrapped(stream, before * payload);
    const layer: Layer = { kind: 'tcp', sourcePort, destinationPort, sequence, flags: flags.ack };
    return { layer, headerBytes };
  }

  private errorContent({ packet, content }: Look, family: Family): Content {
    const { notes } = this.plan.ledger;
    const mtu = notes.get(content, mtuTold);
    const fate = fateOfNote(notes.get(content, fateTold));
    const layer = errorLayer(fate, family, mtu);
    const about = this.complaints.get(packet)?.about ?? new Uint8Array();
    return { layer, headerBytes: transportHeaderBytes.icmp, payload: icmpQuote(about) };
  }

  private segmentContent({ content, stream }: Look, header: PacketHeader): Content {
    const { segment } = this;
    this.plan.ledger.segments.read(content, segment);
    const root = this.rootOf(stream);
    const back = this.plan.streams.back[root];
    const isSyn = (segment.flags & flags.syn) !== 0;
    const isScaled = !isSyn && this.scales[root] >= 0 && this.scales[back] >= 0;
    const unit = isScaled ? 2 ** this.scales[root] : 1;
    const layer: Layer = {
      kind: 'tcp',
      sourcePort: header.sourcePort,
      destinationPort: header.port,
      sequence: this.wrapped(root, segment.seq),
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
    return (this.startOf(stream) + offset) % numberSpace;
  }

  /** The numbers of a stream start where those of the flow do that it is a translation of. */
  private startOf(stream: number): number {
    const { streams, seed } = this.plan;
    const root = this.rootOf(stream);
    this.starts[root] ??= fmix32(streams.hashOf(root) ^ fmix32(seed ^ fmix32(root + 1))) >>> 0;
    return this.starts[root];
  }

  private rootOf(stream: number): number {
    return this.plan.streams.root[stream];
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
    if (isTcpFlow(flow)) continue;
    for (const target of flow.to) {
      const families = fabric.endpoints[target].addresses.map(({ family }) => family);
      const least = ipHeaderBytes[families.includes(6) ? 6 : 4] + headerBytesOf(flow.protocol);
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
