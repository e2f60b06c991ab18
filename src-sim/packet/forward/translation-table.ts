/**
 * Source translation of many connections to few addresses (RFC 3022 section 2.2, "NAPT"; RFC 4787, RFC 5382): which outer address
 * and port stands for which inner ones, and for how long.
 *
 * Per destination, a port serves one connection to each destination address and port, and every connection has an entry of
 * its own (address and port dependent mapping, as Linux does it). Otherwise a port belongs to one inner address and port, whoever
 * it talks to (endpoint independent mapping, RFC 4787 REQ-1). Each protocol has its own ports. Outer addresses are taken in
 * turn as their ports run out. Any packet either way keeps an entry alive (RFC 4787 REQ-6; Linux).
 *
 * An entry's idle time is that of its class; a class more than the protocols is for TCP connections that were seen to close.
 * Entries run out without a timer: they count no more once their time is over.
 *
 * Left out: paired pooling (REQ-2), hairpinning as such (it follows from translating at both ends), fragments without ports,
 * filtering by who was talked to before (that is the firewall's).
 */
import { IdleLists } from './idle-lists.ts';
import { PortAllocator } from './port-allocator.ts';
import { TupleIndex } from './tuple-index.ts';

export interface TranslationSettings {
  /** Outer addresses, by the numbers that stand for them. */
  readonly pool: readonly number[];
  readonly portFrom: number;
  readonly portTo: number;
  readonly perDestination: boolean;
  /** 0: any number. */
  readonly portsEachMax: number;
  /** By class of entry. */
  readonly idleNs: readonly number[];
}

/** Addresses by the numbers that stand for them. */
export interface TranslationEntry {
  readonly protocol: number;
  readonly innerAddress: number;
  readonly innerPort: number;
  readonly outerAddress: number;
  readonly outerPort: number;
  /** -1: it is the same whoever is talked to. */
  readonly farAddress: number;
  readonly farPort: number;
  readonly runsOutAt: number;
}

/** Instead of an entry. */
export const exhausted = -1;

const integersEach = 8;
const innerAddress = 0;
const innerPort = 1;
const outerAddress = 2;
const outerPort = 3;
const protocol = 4;
const farAddress = 5;
const farPort = 6;

/** Two 16-bit numbers as one of 32. */
const both = (high: number, low: number): number => (high << 16) | low;

export class TranslationTable {
  /** Entries in use, those that have run out since the last packet included. */
  count = 0;
  private readonly settings: TranslationSettings;
  private integers = new Int32Array(16 * integersEach);
  private readonly free: number[] = [];
  private used = 0;
  /** By inner address, far address, ports, protocol; and by outer ones. */
  private readonly byInner = new TupleIndex();
  private readonly byOuter = new TupleIndex();
  private readonly idle: IdleLists;
  /** Spaces of ports: of an outer address, protocol and destination. */
  private readonly spaces = new TupleIndex();
  private readonly allocators: PortAllocator[] = [];
  private readonly portsOf = new Map<number, number>();

  constructor(settings: TranslationSettings) {
    this.settings = settings;
    this.idle = new IdleLists(settings.idleNs);
  }

  /**
   * The entry of a packet that leaves, made now if there is none: `preferred` is the port that would suit. `exhausted`: no port
   * is left for it.
   */
  leave(
    now: number,
    proto: number,
    address: number,
    port: number,
    far: number,
    farsPort: number,
    preferred: number,
    idleClass: number,
  ): number {
    this.expire(now);
    const [to, toPort] = this.settings.perDestination ? [far, farsPort] : [0, 0];
    const known = this.byInner.find(address, to, both(port, toPort), proto);
    if (known >= 0) {
      this.idle.use(known, this.idle.listOf(known), now);
      return known;
    }
    if (this.settings.portsEachMax > 0 && (this.portsOf.get(address) ?? 0) >= this.settings.portsEachMax) {
      return exhausted;
    }
    for (const outer of this.settings.pool) {
      const outside = this.space(outer, proto, to, toPort).take(preferred);
      if (outside >= 0) return this.add(now, proto, address, port, outer, outside, to, toPort, idleClass);
    }
    return exhausted;
  }

  /** The entry that a packet from outside belongs to; -1: none. */
  enter(now: number, proto: number, outer: number, outsPort: number, far: number, farsPort: number): number {
    this.expire(now);
    const [to, toPort] = this.settings.perDestination ? [far, farsPort] : [0, 0];
    const known = this.byOuter.find(outer, to, both(outsPort, toPort), proto);
    if (known >= 0) this.idle.use(known, this.idle.listOf(known), now);
    return known;
  }

  /** From now on the entry has the idle time of this class. */
  move(entry: number, idleClass: number, now: number): void {
    this.idle.use(entry, idleClass, now);
  }

  innerAddress(entry: number): number {
    return this.integers[entry * integersEach + innerAddress];
  }

  innerPort(entry: number): number {
    return this.integers[entry * integersEach + innerPort];
  }

  outerAddress(entry: number): number {
    return this.integers[entry * integersEach + outerAddress];
  }

  outerPort(entry: number): number {
    return this.integers[entry * integersEach + outerPort];
  }

  /** Those that have not run out, longest unused first; for whoever looks. */
  entries(now: number): TranslationEntry[] {
    return this.idle.records(now).map((entry) => {
      const record = this.integers.subarray(entry * integersEach, (entry + 1) * integersEach);
      return {
        protocol: record[protocol],
        innerAddress: record[innerAddress],
        innerPort: record[innerPort],
        outerAddress: record[outerAddress],
        outerPort: record[outerPort],
        farAddress: this.settings.perDestination ? record[farAddress] : -1,
        farPort: record[farPort],
        runsOutAt: this.idle.runsOutAt(entry),
      };
    });
  }

  /** Gives back what has run out. */
  private expire(now: number): void {
    for (let entry = this.idle.runOut(now); entry >= 0; entry = this.idle.runOut(now)) this.remove(entry);
  }

  private add(
    now: number,
    proto: number,
    address: number,
    port: number,
    outer: number,
    outside: number,
    to: number,
    toPort: number,
    idleClass: number,
  ): number {
    const entry = this.free.pop() ?? this.used++;
    this.count++;
    const at = entry * integersEach;
    if (at >= this.integers.length) this.grow();
    const { integers } = this;
    integers[at + innerAddress] = address;
    integers[at + innerPort] = port;
    integers[at + outerAddress] = outer;
    integers[at + outerPort] = outside;
    integers[at + protocol] = proto;
    integers[at + farAddress] = to;
    integers[at + farPort] = toPort;
    this.byInner.add(entry, address, to, both(port, toPort), proto);
    this.byOuter.add(entry, outer, to, both(outside, toPort), proto);
    this.idle.use(entry, idleClass, now);
    if (this.settings.portsEachMax > 0) this.portsOf.set(address, (this.portsOf.get(address) ?? 0) + 1);
    return entry;
  }

  private remove(entry: number): void {
    const { integers } = this;
    const at = entry * integersEach;
    this.idle.remove(entry);
    this.byInner.remove(entry);
    this.byOuter.remove(entry);
    this.space(
      integers[at + outerAddress],
      integers[at + protocol],
      integers[at + farAddress],
      integers[at + farPort],
    ).release(integers[at + outerPort]);
    if (this.settings.portsEachMax > 0) {
      const address = integers[at + innerAddress];
      this.portsOf.set(address, this.portsOf.get(address)! - 1);
    }
    this.free.push(entry);
    this.count--;
  }

  private space(outer: number, proto: number, to: number, toPort: number): PortAllocator {
    const known = this.spaces.find(outer, to, toPort, proto);
    if (known >= 0) return this.allocators[known];
    const made = new PortAllocator(this.settings.portFrom, this.settings.portTo);
    this.spaces.add(this.allocators.push(made) - 1, outer, to, toPort, proto);
    return made;
  }

  private grow(): void {
    const { integers } = this;
    this.integers = new Int32Array(integers.length * 2);
    this.integers.set(integers);
  }
}
