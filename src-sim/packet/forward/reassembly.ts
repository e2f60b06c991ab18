/**
 * Fragments on their way to being whole packets again (RFC 791 section 3.2, RFC 815; IPv6 RFC 8200 section 4.5). A packet is known by
 * source, destination, protocol and identification. It is whole once the bytes it has are as many as its last fragment says.
 * Linux' limits (net/ipv4/ip_fragment.c, net/ipv6/reassembly.c): 30 s over IPv4, 60 s over IPv6, counted from the first
 * fragment that arrived; 4 MiB of fragments of each family, beyond which the packet that was begun first is given up (as Linux
 * did before 4.17; it has refused fragments of further packets since).
 *
 * A fragment that has arrived before (a copy) counts once: Linux drops it, and so here. Others never overlap, because
 * routers cut at the same places.
 *
 * Left out: fragments that overlap with other bytes (RFC 5722 has the packet dropped); the memory Linux counts beyond the bytes.
 */
import { IdleLists } from './idle-lists.ts';
import { TupleIndex } from './tuple-index.ts';

const second = 1e9;
export const reassemblyNs = { 4: 30 * second, 6: 60 * second } as const;
const memoryBytes = 4 * 2 ** 20;

/** Length not known before the last fragment. */
const open = -1;

/** What a fragment has led to. */
export const waits = -1;
export const isCopy = -2;

export interface GivenUp {
  /** What `arrived` was given with the first of its fragments, for whoever is told. */
  readonly first: number;
  readonly fragments: number;
}

export class Reassembly {
  private readonly index = new TupleIndex();
  private readonly idle = new IdleLists([reassemblyNs[4], reassemblyNs[6]]);
  private readonly free: number[] = [];
  private used = 0;
  private readonly memory = [0, 0];
  /** Per packet. */
  private readonly lengths: number[] = [];
  private readonly got: number[] = [];
  private readonly firsts: number[] = [];
  private readonly offsets: number[][] = [];
  private readonly memoryMax: number;

  constructor(memoryMax: number = memoryBytes) {
    this.memoryMax = memoryMax;
  }

  /**
   * A fragment arrives: so many bytes at an offset of a packet of four numbers (the last holds protocol and identification).
   * Returns the length of the whole packet's payload, if this makes it whole; else `waits` or `isCopy`.
   */
  arrived(
    now: number,
    family: 4 | 6,
    source: number,
    destination: number,
    packet: number,
    offset: number,
    bytes: number,
    isLast: boolean,
    note: number,
  ): number {
    let entry = this.index.find(source, destination, packet, family);
    if (entry < 0) entry = this.begin(now, family, source, destination, packet, note);
    const offsets = this.offsets[entry];
    if (offsets.includes(offset)) return isCopy;
    offsets.push(offset);
    this.got[entry] += bytes;
    this.memory[this.idle.listOf(entry)] += bytes;
    if (isLast) this.lengths[entry] = offset + bytes;
    if (this.got[entry] !== this.lengths[entry]) return waits;
    const whole = this.lengths[entry];
    this.remove(entry);
    return whole;
  }

  /** The next packet to be given up: one whose time is over, or the oldest while there is too much; null: none. */
  giveUp(now: number): GivenUp | null {
    let entry = this.idle.runOut(now);
    if (entry < 0 && this.memory[0] > this.memoryMax) entry = this.idle.oldest(0);
    if (entry < 0 && this.memory[1] > this.memoryMax) entry = this.idle.oldest(1);
    if (entry < 0) return null;
    const given = { first: this.firsts[entry], fragments: this.offsets[entry].length };
    this.remove(entry);
    return given;
  }

  private begin(
    now: number,
    family: 4 | 6,
    source: number,
    destination: number,
    packet: number,
    note: number,
  ): number {
    const entry = this.free.pop() ?? this.used++;
    this.lengths[entry] = open;
    this.got[entry] = 0;
    this.firsts[entry] = note;
    (this.offsets[entry] ??= []).length = 0;
    this.index.add(entry, source, destination, packet, family);
    this.idle.use(entry, family === 4 ? 0 : 1, now);
    return entry;
  }

  private remove(entry: number): void {
    this.memory[this.idle.listOf(entry)] -= this.got[entry];
    this.idle.remove(entry);
    this.index.remove(entry);
    this.free.push(entry);
  }
}
