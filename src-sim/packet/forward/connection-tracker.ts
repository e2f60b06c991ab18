/**
 * The connections that a stateful node remembers: those it let through once, with either direction belonging to the same
 * entry, until nothing was heard of them for as long as their state grants. After that an answer is a stranger. States are
 * the few that the idle times tell apart, after Linux (net/netfilter/nf_conntrack_proto_{tcp,udp,icmp}.c and their defaults):
 *
 * | state | tcp | udp | icmp, others |
 * | asked: nothing came back yet | 120 s | 30 s | 30 s |
 * | answered | 432000 s | 120 s | 30 s |
 * | closing: a FIN or RST was seen | 120 s | | |
 *
 * A full table takes no new connection (Linux: "nf_conntrack: table full, dropping packet").
 *
 * Left out: Linux' early drop of unanswered entries when the table is full, its finer TCP states (SYN-RECV 60 s, CLOSE 10 s,
 * LAST-ACK 30 s), window tracking, expectations (FTP, SIP).
 */
import { IdleLists } from './idle-lists.ts';
import { TupleIndex } from './tuple-index.ts';

const second = 1e9;
const tcp = 6;
const udp = 17;

/** Lists by idle time. */
const asked = 0;
const tcpAsked = 1;
const tcpAnswered = 2;
const tcpClosing = 3;
const udpAnswered = 4;
const linuxIdleNs = [30, 120, 432_000, 120, 120].map((seconds) => seconds * second);

const stateOfList = ['asked', 'asked', 'answered', 'closing', 'answered'] as const;

export interface ConnectionEntry {
  /** Who asked first, by the number that stands for them. */
  readonly source: number;
  readonly protocol: number;
  readonly state: (typeof stateOfList)[number];
  readonly runsOutAt: number;
}

/** What becomes of a packet that a rule would let through; 0 and more: it belongs to an entry. */
export const tableFull = -1;
/** Of `find`. */
export const unknown = -1;

const both = (high: number, low: number): number => (high << 16) | low;

export class ConnectionTracker {
  count = 0;
  private readonly max: number;
  private readonly index = new TupleIndex();
  private readonly idle: IdleLists;
  private readonly free: number[] = [];
  private used = 0;
  /** Address that asked first, to tell the directions apart, and its port. */
  private askedBy = new Int32Array(32);
  private protocols = new Uint8Array(16);
  private low = 0;
  private high = 0;
  private ports = 0;

  /** Left out: Linux' idle times, in the order of its table above: others asked, TCP asked, answered, closing, UDP answered. */
  constructor(max: number, idleNs: readonly number[] = linuxIdleNs) {
    this.max = max;
    this.idle = new IdleLists(idleNs);
  }

  get isFull(): boolean {
    return this.count >= this.max;
  }

  /** The entry a packet belongs to, in either direction; it is used now. `unknown`: none. */
  find(
    now: number,
    protocol: number,
    source: number,
    sourcePort: number,
    destination: number,
    port: number,
  ): number {
    this.expire(now);
    this.key(source, sourcePort, destination, port);
    const entry = this.index.find(this.low, this.high, this.ports, protocol);
    if (entry < 0) return unknown;
    const isAnswer = this.askedBy[2 * entry] !== source || this.askedBy[2 * entry + 1] !== sourcePort;
    this.idle.use(entry, isAnswer ? this.answered(entry) : this.idle.listOf(entry), now);
    return entry;
  }

  /** Remembers a connection that `find` does not know. */
  remember(
    now: number,
    protocol: number,
    source: number,
    sourcePort: number,
    destination: number,
    port: number,
  ): number {
    if (this.isFull) return tableFull;
    const entry = this.free.pop() ?? this.used++;
    this.count++;
    if (entry >= this.protocols.length) this.grow();
    this.askedBy[2 * entry] = source;
    this.askedBy[2 * entry + 1] = sourcePort;
    this.protocols[entry] = protocol;
    this.key(source, sourcePort, destination, port);
    this.index.add(entry, this.low, this.high, this.ports, protocol);
    this.idle.use(entry, protocol === tcp ? tcpAsked : asked, now);
    return entry;
  }

  /** A FIN or RST of a connection has passed. */
  close(entry: number, now: number): void {
    if (this.protocols[entry] === tcp) this.idle.use(entry, tcpClosing, now);
  }

  /** Those that have not run out, longest unheard first; for whoever looks. */
  entries(now: number): ConnectionEntry[] {
    return this.idle.records(now).map((entry) => ({
      source: this.askedBy[2 * entry],
      protocol: this.protocols[entry],
      state: stateOfList[this.idle.listOf(entry)],
      runsOutAt: this.idle.runsOutAt(entry),
    }));
  }

  /** Forgets those that have run out. */
  private expire(now: number): void {
    for (let entry = this.idle.runOut(now); entry >= 0; entry = this.idle.runOut(now)) {
      this.idle.remove(entry);
      this.index.remove(entry);
      this.free.push(entry);
      this.count--;
    }
  }

  private answered(entry: number): number {
    const list = this.idle.listOf(entry);
    if (this.protocols[entry] === udp) return udpAnswered;
    return this.protocols[entry] === tcp && list !== tcpClosing ? tcpAnswered : list;
  }

  /** Both directions of a connection have the same numbers: the lower address and port first. */
  private key(source: number, sourcePort: number, destination: number, port: number): void {
    const inOrder = source < destination || (source === destination && sourcePort <= port);
    this.low = inOrder ? source : destination;
    this.high = inOrder ? destination : source;
    this.ports = inOrder ? both(sourcePort, port) : both(port, sourcePort);
  }

  private grow(): void {
    const { askedBy, protocols } = this;
    this.askedBy = new Int32Array(askedBy.length * 2);
    this.askedBy.set(askedBy);
    this.protocols = new Uint8Array(protocols.length * 2);
    this.protocols.set(protocols);
  }
}
