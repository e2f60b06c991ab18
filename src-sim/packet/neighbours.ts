/**
 * Ports of hosts and routers at which neighbours are found by asking: ARP (RFC 826) over IPv4, solicitations and advertisements
 * (RFC 4861) over IPv6, both with the cache of forward/neighbour-cache.ts. A question goes to all, the answer to the asker;
 * who is asked learns the asker, and of others' ARP questions only those hear who know the asker already (Linux,
 * net/ipv4/arp.c, arp_process). Solicitations are for the group of the address: interfaces without it do not look at them.
 *
 * A question in ARP has 28 bytes, and 46 on the wire (the smallest frame); one in neighbour discovery has 72: IPv6, ICMPv6 and
 * the option with the MAC address. They are packets of the network itself, and no filter looks at them.
 *
 * An announcement (RFC 5227 section 3, RFC 4861 section 7.2.6) is what switches inside hosts send for a machine whose frames
 * take another wire from now on. A machine may use the MAC address of another one, in its packets or throughout.
 *
 * Left out: announcements when an interface comes up, duplicate address detection, router discovery, multicast snooping.
 */
import { type Address, compareAddresses, type Family } from '../quantity/address.ts';
import { belowFromBits, randomStream } from '../quantity/random.ts';
import { isCutOff } from '../fabric/port-security.ts';
import { fateNumber } from './fate-number.ts';
import * as cache from './forward/neighbour-cache.ts';
import * as P from './link/packet-record.ts';
import type { Plane, Resolving } from './plane.ts';
import {
  askerAddress,
  isAnswer,
  isQuestion,
  operation,
  resolutionBytes,
  resolutionHops,
  senderAddress,
  targetAsked,
} from './resolution-note.ts';

export class Neighbours implements Resolving {
  private readonly plane: Plane;
  private readonly cache: cache.NeighbourCache;
  private readonly bell: number;
  /** By port. */
  private readonly reachableNs = new Map<number, number>();
  private readonly streamOf = new Map<number, number>();
  /** By port: the MAC address of its adapter, and the one its packets come from. */
  private readonly adapter: Int32Array;
  private readonly senders: Int32Array;

  constructor(plane: Plane) {
    this.plane = plane;
    const { ports } = plane.fabric;
    this.senders = Int32Array.from(ports, ({ attachment }, port) => attachment?.claims?.station ?? port);
    this.adapter = Int32Array.from(ports, ({ attachment }, port) =>
      attachment?.claims?.by === 'adapter' ? attachment.claims.station : port,
    );
    this.bell = plane.bell((entry) => this.cache.ring(entry, plane.now));
    this.cache = new cache.NeighbourCache(cache.linuxNeighbours, (port) => this.reachable(port), {
      ask: (port, address, station) => this.ask(port, address, station),
      release: (port, packet, station) => this.dispatch(port, packet, station),
      lose: (port, packet, overflow) => this.lose(port, packet, overflow),
      wake: (timeNs, entry) => plane.alarm(timeNs, this.bell, entry),
    });
  }

  accepts(port: number, packet: number): boolean {
    const { plane } = this;
    const { ledger } = plane;
    const station = ledger.field(packet, P.station);
    if (ledger.field(packet, P.vlan) !== P.untagged) plane.end(packet, fateNumber['wrong-vlan']);
    else if (station !== port && station !== P.everybody && station !== this.adapter[port]) {
      const isSpare = (ledger.field(packet, P.marks) & P.isSpare) !== 0;
      plane.end(packet, fateNumber[isSpare ? 'ignored' : 'not-for-me']);
    } else if (ledger.field(packet, P.kind) === P.isResolution) this.hear(port, packet);
    else return true;
    return false;
  }

  announce(port: number): void {
    const { attachment } = this.plane.fabric.ports[port];
    for (const address of attachment?.addresses ?? []) {
      this.say(port, isAnswer, this.plane.streams.numberOf(address), P.everybody, -1);
    }
  }

  send(port: number, neighbour: number, packet: number): void {
    const { ledger, now } = this.plane;
    if (isCutOff(this.plane.fabric, port)) {
      this.plane.refuse(port, packet, fateNumber['port-security']);
      return;
    }
    const station = this.cache.send(port, neighbour, packet, ledger.field(packet, P.bytes), now);
    if (station !== cache.waits) this.dispatch(port, packet, station);
  }

  wentDown(port: number): void {
    this.cache.flush(port);
  }

  /** Of one port. */
  entriesOf(port: number): cache.NeighbourEntry[] {
    return this.cache.entriesOf(port);
  }

  private hear(port: number, packet: number): void {
    const { plane } = this;
    const { ledger, streams, now } = plane;
    const note = ledger.field(packet, P.content);
    const asked = ledger.notes.get(note, targetAsked);
    const address = ledger.notes.get(note, senderAddress);
    const sender = ledger.field(packet, P.sender);
    const { family } = streams.destinations[asked];
    const isOwn = this.owns(port, streams.destinations[asked]);
    if (ledger.notes.get(note, operation) === isAnswer) {
      const how = family === 4 ? cache.overridesLate : cache.overrides;
      this.cache.hear(port, asked, sender, cache.confirms | how, now);
    } else if (!isOwn) {
      if (family === 4 && address >= 0) this.cache.hear(port, address, sender, cache.overridesLate, now);
      plane.end(packet, fateNumber.ignored);
      return;
    } else {
      if (address >= 0) this.cache.hear(port, address, sender, cache.creates | cache.overrides, now);
      this.say(port, isAnswer, asked, sender, address);
    }
    ledger.deliver(packet);
  }

  private ask(port: number, address: number, station: number): void {
    this.say(port, isQuestion, address, station === cache.everybody ? P.everybody : station, -1);
  }

  private say(port: number, what: number, address: number, station: number, asker: number): void {
    const { ledger, streams } = this.plane;
    const { family } = streams.destinations[address];
    const own = what === isAnswer ? streams.destinations[address] : this.ownAddress(port, family);
    const note = ledger.notes.take();
    ledger.notes.set(note, operation, what);
    ledger.notes.set(note, targetAsked, address);
    ledger.notes.set(note, senderAddress, own === null ? -1 : streams.numberOf(own));
    ledger.notes.set(note, askerAddress, asker);
    const stream = this.streamFor(port, streams.destinations[address]);
    const packet = ledger.inject(stream, resolutionBytes[family], P.isResolution, note);
    ledger.setField(packet, P.hopsLeft, resolutionHops);
    this.dispatch(port, packet, station);
  }

  private dispatch(port: number, packet: number, station: number): void {
    const { plane } = this;
    const isOwn = plane.ledger.field(packet, P.kind) === P.isResolution;
    plane.ledger.setField(packet, P.station, station);
    plane.ledger.setField(packet, P.sender, isOwn ? this.adapter[port] : this.senders[port]);
    plane.ledger.setField(packet, P.vlan, P.untagged);
    plane.transmit(port, packet, 0);
  }

  /** Linux tells the sender of what waited in vain that the host is not there (arp_error_report), not of what was too much. */
  private lose(port: number, packet: number, overflow: boolean): void {
    const { plane } = this;
    if (!overflow) plane.tell(plane.fabric.ports[port].node, packet, 'no-neighbour', 0);
    plane.refuse(port, packet, fateNumber[overflow ? 'queue-full' : 'no-neighbour']);
  }

  private owns(port: number, address: Address): boolean {
    const { attachment } = this.plane.fabric.ports[port];
    return attachment!.addresses.some((own) => compareAddresses(own, address) === 0);
  }

  private ownAddress(port: number, family: Family): Address | null {
    const { attachment } = this.plane.fabric.ports[port];
    return attachment!.addresses.find((own) => own.family === family) ?? null;
  }

  /** All messages of a port in one family are one stream: they are counted and digested as such. */
  private streamFor(port: number, to: Address): number {
    const key = 2 * port + (to.family === 6 ? 1 : 0);
    let stream = this.streamOf.get(key);
    if (stream === undefined) {
      const source = this.ownAddress(port, to.family) ?? to;
      const header = { source, destination: to, protocol: 'icmp', sourcePort: 0, port: 0 } as const;
      const { node } = this.plane.fabric.ports[port];
      stream = this.plane.streams.add({ header, sourceNode: node, back: -1, like: -1 });
      this.streamOf.set(key, stream);
    }
    return stream;
  }

  /** RFC 4861 section 6.3.2: 0.5 to 1.5 of the mean, so that neighbours do not ask in step. */
  private reachable(port: number): number {
    let time = this.reachableNs.get(port);
    if (time === undefined) {
      const { id } = this.plane.fabric.ports[port];
      const bits = randomStream(this.plane.seed, `neighbours of ${id}`).u32();
      time = cache.reachableMeanNs / 2 + belowFromBits(bits, cache.reachableMeanNs / 1e6 + 1) * 1e6;
      this.reachableNs.set(port, time);
    }
    return time;
  }
}
