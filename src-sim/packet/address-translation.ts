/**
 * Address translation of the packets of a run. What a header becomes is the fabric's decision (fabric/translate.ts), the same that
 * a trace explains; which port a source gets among many, and for how long, is that of forward/translation-table.ts.
 *
 * A translated packet belongs to another stream, and so do the answers to it. A connection has up to three streams at a node: as it
 * arrived, as filters and routes see it, as it was sent; answers go the same way backwards. Messages about a packet that
 * was sent on are told to whoever it came from, about the packet as that one knows it (RFC 5508 section 4).
 *
 * Left out: the source of such a message stays that of whoever speaks; destination and static translations never run out.
 */
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { changeEntering, changeLeaving, preferredPort } from '../fabric/translate.ts';
import type { SourceTranslation } from '../fabric/translation.ts';
import type { Address } from '../quantity/address.ts';
import { streamTold } from './complaints.ts';
import { fateNumber } from './fate-number.ts';
import { exhausted, type TranslationEntry, TranslationTable } from './forward/translation-table.ts';
import * as P from './link/packet-record.ts';
import type { Plane, Translating } from './plane.ts';
import { ipProtocol } from './wire/ip-protocol.ts';
import * as flags from './transport/tcp/segment-flags.ts';

const protocolNumbers = {
  icmp: ipProtocol.icmp,
  tcp: ipProtocol.tcp,
  udp: ipProtocol.udp,
  gre: ipProtocol.gre,
  esp: ipProtocol.esp,
  'ip-in-ip': ipProtocol.ipv4,
} as const;

/** Classes of entries by idle time; tunnels count as UDP. */
const idleClasses = { tcp: 0, udp: 1, icmp: 2, gre: 1, esp: 1, 'ip-in-ip': 1 } as const;
const closing = 3;
/** Linux nf_conntrack_tcp_timeout_time_wait. */
const closingNs = 120e9;

const none = -1;

/** An outer address and port that a connection has for as long as the table keeps them. */
interface Lease {
  readonly table: TranslationTable;
  readonly translation: SourceTranslation;
  readonly header: PacketHeader;
  readonly protocol: number;
  readonly inner: number;
  readonly far: number;
  readonly outer: number;
  readonly outerPort: number;
}

/** What becomes of a stream's packets at one side of a node. */
interface Step {
  readonly to: number;
  readonly lease: Lease | null;
}

interface Translator {
  readonly node: number;
  /** One for each source translation. */
  readonly tables: ReadonlyMap<SourceTranslation, TranslationTable>;
  readonly entering: Map<number, Step>;
  readonly leaving: Map<number, Step>;
  /** Stream as it left, to the stream as it came. */
  readonly cameAs: Map<number, number>;
  /** Streams of messages, translated. */
  readonly messages: Map<number, number>;
}

const sameAddress = (a: Address, b: Address): boolean => a.family === b.family && a.bits === b.bits;

export class AddressTranslation implements Translating {
  private readonly plane: Plane;
  private readonly translators: readonly (Translator | undefined)[];

  constructor(plane: Plane) {
    this.plane = plane;
    this.translators = plane.fabric.nodes.map(({ translations }, node) => {
      if (translations === undefined) return undefined;
      const sources = translations.filter((each) => each.kind === 'source');
      return {
        node,
        tables: new Map(sources.map((source) => [source, this.tableOf(source)])),
        entering: new Map(),
        leaving: new Map(),
        cameAs: new Map(),
        messages: new Map(),
      };
    });
  }

  entering(port: number, packet: number): boolean {
    const { fabric, ledger } = this.plane;
    const translator = this.translators[fabric.ports[port].node];
    if (translator === undefined) return true;
    if (ledger.field(packet, P.kind) === P.isError) {
      this.pointBack(translator, packet);
      return true;
    }
    const stream = ledger.field(packet, P.stream);
    const step = translator.entering.get(stream) ?? this.begin(translator, port, stream);
    if (step.to !== stream && this.isKept(step.lease, packet)) ledger.setStream(packet, step.to);
    return true;
  }

  leaving(port: number, packet: number): boolean {
    const { fabric, ledger } = this.plane;
    const translator = this.translators[fabric.ports[port].node];
    if (translator === undefined || ledger.field(packet, P.kind) === P.isError) return true;
    const stream = ledger.field(packet, P.stream);
    let step = translator.leaving.get(stream) ?? this.sendOn(translator, port, stream);
    if (step !== null && step.lease !== null) step = this.renew(translator, stream, step, step.lease, packet);
    if (step === null) {
      this.plane.refuse(port, packet, fateNumber['ports-exhausted']);
      return false;
    }
    if (step.to !== stream) ledger.setStream(packet, step.to);
    return true;
  }

  /** Connections whose source a node translates. */
  entriesOf(node: number): TranslationEntry[] {
    const tables = this.translators[node]?.tables.values() ?? [];
    return [...tables].flatMap((table) => table.entries(this.plane.now));
  }

  private tableOf(source: SourceTranslation): TranslationTable {
    const { streams } = this.plane;
    return new TranslationTable({
      pool: source.pool.map((address) => streams.numberOf(address)),
      portFrom: source.poolPortFrom,
      portTo: source.poolPortTo,
      perDestination: source.reuse === 'per-destination',
      portsEachMax: source.portsEachMax ?? 0,
      idleNs: [source.idleNs.tcp, source.idleNs.udp, source.idleNs.icmp, closingNs],
    });
  }

  /** The first packet of a stream comes in. */
  private begin(translator: Translator, port: number, stream: number): Step {
    const { fabric, streams } = this.plane;
    const change = changeEntering(fabric.nodes[translator.node], port, streams.header(stream));
    const to = change === null ? stream : this.translated(stream, change.header);
    const step = { to, lease: null };
    translator.entering.set(stream, step);
    if (to !== stream) this.undoLeaving(translator, to, stream);
    return step;
  }

  /** The first packet of a stream goes out; null: it cannot. */
  private sendOn(translator: Translator, port: number, stream: number): Step | null {
    const { fabric, streams } = this.plane;
    const header = streams.header(stream);
    const change = changeLeaving(fabric.nodes[translator.node], port, header);
    let step: Step | null = { to: stream, lease: null };
    if (change !== null) {
      const { translation } = change;
      step =
        translation.kind === 'source'
          ? this.lease(translator, stream, header, translation)
          : this.undoEntering(translator, stream, this.translated(stream, change.header), null);
    }
    if (step !== null) translator.leaving.set(stream, step);
    return step;
  }

  /** An address and port of the pool; null: there is none. */
  private lease(
    translator: Translator,
    stream: number,
    header: PacketHeader,
    translation: SourceTranslation,
  ): Step | null {
    const { streams, now } = this.plane;
    const table = translator.tables.get(translation)!;
    const protocol = protocolNumbers[header.protocol];
    const inner = streams.numberOf(header.source);
    const far = streams.numberOf(header.destination);
    const preferred = preferredPort(translation, header.sourcePort);
    const idle = idleClasses[header.protocol];
    const entry = table.leave(now, protocol, inner, header.sourcePort, far, header.port, preferred, idle);
    if (entry === exhausted) return null;
    const outer = table.outerAddress(entry);
    const outerPort = table.outerPort(entry);
    const source = streams.destinations[outer];
    const to = this.translated(stream, { ...header, source, sourcePort: outerPort });
    return this.undoEntering(translator, stream, to, {
      table,
      translation,
      header,
      protocol,
      inner,
      far,
      outer,
      outerPort,
    });
  }

  /** The lease of a packet that leaves, begun anew where it has run out meanwhile. */
  private renew(
    translator: Translator,
    stream: number,
    step: Step,
    lease: Lease,
    packet: number,
  ): Step | null {
    const { table, header, translation, protocol, inner, far } = lease;
    const preferred = preferredPort(translation, header.sourcePort);
    const idle = idleClasses[header.protocol];
    const { now } = this.plane;
    const entry = table.leave(now, protocol, inner, header.sourcePort, far, header.port, preferred, idle);
    if (entry === exhausted) return null;
    if (this.closes(packet)) table.move(entry, closing, now);
    if (table.outerAddress(entry) === lease.outer && table.outerPort(entry) === lease.outerPort) return step;
    const fresh = this.lease(translator, stream, header, translation);
    if (fresh !== null) translator.leaving.set(stream, fresh);
    return fresh;
  }

  /** Whether answers to a lease still find it; they keep it alive. */
  private isKept(lease: Lease | null, packet: number): boolean {
    if (lease === null) return true;
    const { table, header, protocol, inner, far, outer, outerPort } = lease;
    const { now } = this.plane;
    const entry = table.enter(now, protocol, outer, outerPort, far, header.port);
    if (entry < 0 || table.innerAddress(entry) !== inner || table.innerPort(entry) !== header.sourcePort) {
      return false;
    }
    if (this.closes(packet)) table.move(entry, closing, now);
    return true;
  }

  private closes(packet: number): boolean {
    const { ledger } = this.plane;
    if (ledger.field(packet, P.kind) !== P.isSegment) return false;
    return (ledger.segments.flags(ledger.field(packet, P.content)) & (flags.fin | flags.rst)) !== 0;
  }

  /** Answers to what was made of a packet that came in are made answers to that packet where they leave. */
  private undoLeaving(translator: Translator, routed: number, arrived: number): void {
    const { back } = this.plane.streams;
    translator.cameAs.set(routed, arrived);
    if (back[routed] < 0) return;
    translator.leaving.set(back[routed], { to: back[arrived], lease: null });
    translator.cameAs.set(back[arrived], back[routed]);
  }

  /** Answers to what was sent are made answers to what was to be sent where they come in. */
  private undoEntering(translator: Translator, routed: number, sent: number, lease: Lease | null): Step {
    const { back } = this.plane.streams;
    const { cameAs } = translator;
    const arrived = cameAs.get(routed) ?? routed;
    cameAs.set(sent, arrived);
    if (back[sent] >= 0) {
      translator.entering.set(back[sent], { to: back[routed], lease });
      cameAs.set(back[arrived], back[sent]);
    }
    return { to: sent, lease };
  }

  /** The stream of packets that have another header from here on, and the stream of the answers to them. */
  private translated(stream: number, header: PacketHeader): number {
    const { streams } = this.plane;
    const { source, destination } = streams.header(stream);
    const to = streams.add({ header, sourceNode: streams.sourceNode[stream], back: none, like: stream });
    const goesOn = sameAddress(destination, header.destination);
    streams.root[to] = streams.root[stream];
    if (goesOn) streams.setOwner(to, streams.ownerOf(stream));
    const planned = streams.back[stream];
    if (planned < 0) return to;
    const answerer = goesOn ? streams.sourceNode[planned] : this.ownerOf(header.destination);
    const answers = streams.add({
      header: answerTo(header),
      sourceNode: answerer,
      back: to,
      like: planned,
    });
    streams.root[answers] = streams.root[planned];
    if (sameAddress(source, header.source)) {
      streams.setOwner(answers, streams.ownerOf(planned));
    }
    streams.back[to] = answers;
    return to;
  }

  private ownerOf(address: Address): number {
    return this.plane.fabric.nodes.findIndex(({ addresses }) =>
      addresses.some((own) => sameAddress(own, address)),
    );
  }

  /** A message about what was sent from here goes to whoever that came from. */
  private pointBack(translator: Translator, packet: number): void {
    const { ledger, streams } = this.plane;
    const note = ledger.field(packet, P.content);
    const came = translator.cameAs.get(ledger.notes.get(note, streamTold));
    if (came === undefined) return;
    const message = ledger.field(packet, P.stream);
    let pointed = translator.messages.get(message);
    if (pointed === undefined) {
      const header = { ...streams.header(message), destination: streams.header(came).source };
      pointed = streams.add({ header, sourceNode: streams.sourceNode[message], back: came, like: none });
      streams.setOwner(pointed, streams.ownerOf(message));
      translator.messages.set(message, pointed);
    }
    ledger.notes.set(note, streamTold, came);
    ledger.setStream(packet, pointed);
  }
}
