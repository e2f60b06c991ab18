/**
 * Which interface has a neighbour's address, for all interfaces of a run: the states of RFC 4861 section 7.3.2 as Linux runs
 * them for ARP and neighbour discovery alike (net/core/neighbour.c: __neigh_event_send, neigh_timer_handler,
 * __neigh_update; figures from net/ipv4/arp.c). What is sent to a neighbour that is not known waits and the neighbour is
 * asked for; an answer releases what waits, three unanswered questions lose it.
 *
 * Interfaces, addresses, stations (interfaces as MAC addresses) and packets are numbers of whoever asks. No clock and no I/O:
 * questions, packets that may go and alarms are handed to `events`. What has become old is found when it is looked at.
 *
 * Left out: confirmation by the transport above (so a neighbour in use is asked anew about every 35 s), a reachable time drawn
 * anew every few minutes, permanent and proxy entries, the questions before an address is taken (RFC 5227, 4862).
 */

export interface NeighbourSettings {
  /** Unicast questions about a known neighbour, and questions to all about an unknown one. */
  readonly unicastProbes: number;
  readonly multicastProbes: number;
  readonly retransmitNs: number;
  /** How long after use of a stale entry it is asked about. */
  readonly delayNs: number;
  /** Entries unused for so long are given up where an interface has more than so many. */
  readonly garbageNs: number;
  readonly garbageAbove: number;
  /** Memory that what waits for one neighbour may take. */
  readonly waitingMemoryMax: number;
  /** An entry changed less than this ago is not changed again by answers that do not insist. */
  readonly lockNs: number;
}

/** Linux: neigh_parms of arp_tbl (net/ipv4/arp.c); those of nd_tbl differ in the lock, which is 0. */
export const linuxNeighbours: NeighbourSettings = {
  unicastProbes: 3,
  multicastProbes: 3,
  retransmitNs: 1e9,
  delayNs: 5e9,
  garbageNs: 60e9,
  garbageAbove: 128,
  waitingMemoryMax: 212_992,
  lockNs: 1e9,
};

/** Linux on 64 bits: what a buffer has in front of a packet and behind it (skb_shared_info), and what describes it (sk_buff). */
const headroomBytes = 16;
const sharedInfoBytes = 320;
const descriptorBytes = 256;

/** Memory that a packet of so many bytes takes while it waits: buffers come in powers of two (__alloc_skb, kmalloc). */
export function memoryOf(bytes: number): number {
  const needed = headroomBytes + bytes + sharedInfoBytes;
  return 2 ** (32 - Math.clz32(needed - 1)) + descriptorBytes;
}

/** Mean time a neighbour counts as reachable; each interface has 0.5 to 1.5 of it (RFC 4861 section 6.3.2). */
export const reachableMeanNs = 30e9;

export interface NeighbourEvents {
  /** A question is to be sent, to a station or to all (`everybody`). */
  ask(port: number, address: number, station: number): void;
  /** What waited may go. */
  release(port: number, packet: number, station: number): void;
  /** What waited is lost: the neighbour did not answer, or too much waited. */
  lose(port: number, packet: number, overflow: boolean): void;
  /** `ring` is to be called with the entry at that time; calls for times that have been given up do no harm. */
  wake(timeNs: number, entry: number): void;
}

export const everybody = -1;
/** The packet waits. */
export const waits = -1;

/** How a neighbour was heard of; bits. */
export const creates = 1;
/** It answered a question, so frames reach it. */
export const confirms = 2;
/** Replaces another station at once. */
export const overrides = 4;
/** Replaces another station unless the entry is fresh. */
export const overridesLate = 8;

const isNew = 0;
const isIncomplete = 1;
const isReachable = 2;
const isStale = 3;
const isDelayed = 4;
const isProbed = 5;
const hasFailed = 6;

/** RFC 4861 section 7.3.2, and Linux' word for an address that did not answer. */
const stateNames = ['new', 'incomplete', 'reachable', 'stale', 'delay', 'probe', 'failed'] as const;

export interface NeighbourEntry {
  readonly address: number;
  /** -1: not known. */
  readonly station: number;
  readonly state: (typeof stateNames)[number];
  /** That wait for the answer, oldest first. */
  readonly packets: readonly number[];
}

interface Entry {
  readonly port: number;
  readonly address: number;
  state: number;
  station: number;
  confirmedAt: number;
  updatedAt: number;
  usedAt: number;
  probes: number;
  dueAt: number;
  /** Packets and their memory, in turn. */
  readonly waiting: number[];
  waitingMemory: number;
}

export class NeighbourCache {
  private readonly settings: NeighbourSettings;
  private readonly reachableNs: (port: number) => number;
  private readonly events: NeighbourEvents;
  private readonly entries: Entry[] = [];
  /** By interface, then address: place of the entry. */
  private readonly places = new Map<number, Map<number, number>>();

  constructor(settings: NeighbourSettings, reachableNs: (port: number) => number, events: NeighbourEvents) {
    this.settings = settings;
    this.reachableNs = reachableNs;
    this.events = events;
  }

  /** The station a packet goes to now, or `waits`: then it is kept here until it is released or lost. */
  send(port: number, address: number, packet: number, bytes: number, now: number): number {
    const place = this.placeOf(port, address);
    const entry = this.entries[place];
    this.age(entry, now);
    if (entry.state === isReachable) return entry.station;
    entry.usedAt = now;
    if (entry.state === isNew || entry.state === hasFailed) this.begin(entry, place, now);
    if (entry.state === isIncomplete) {
      this.hold(entry, packet, bytes);
      return waits;
    }
    if (entry.state === isStale) this.delay(entry, place, now);
    return entry.station;
  }

  /** What a message says: that a station has an address. */
  hear(port: number, address: number, station: number, how: number, now: number): void {
    const known = this.places.get(port)?.get(address);
    if (known === undefined && (how & creates) === 0) return;
    const place = known ?? this.placeOf(port, address);
    const entry = this.entries[place];
    this.age(entry, now);
    const isValid =
      entry.state === isReachable ||
      entry.state === isStale ||
      entry.state === isDelayed ||
      entry.state === isProbed;
    const isReplaced = station !== entry.station;
    if (isValid && isReplaced && !this.mayReplace(entry, how, now)) return;
    const confirmed = (how & confirms) !== 0;
    if (confirmed) entry.confirmedAt = now;
    const next = confirmed ? isReachable : isValid && !isReplaced ? entry.state : isStale;
    if (isReplaced && !confirmed) entry.confirmedAt = -Infinity;
    if (isReplaced || next !== entry.state) entry.updatedAt = now;
    if (next !== entry.state) entry.dueAt = Infinity;
    entry.state = next;
    entry.station = station;
    if (!isValid) this.release(entry, place, now);
  }

  /** The alarm of an entry rings. */
  ring(place: number, now: number): void {
    const entry = this.entries[place];
    if (entry.dueAt > now) return;
    const { multicastProbes, unicastProbes, retransmitNs, delayNs } = this.settings;
    if (entry.state === isDelayed) {
      if (now <= entry.confirmedAt + delayNs) {
        entry.state = isReachable;
        entry.dueAt = Infinity;
        return;
      }
      entry.state = isProbed;
      entry.probes = 0;
    } else if (entry.probes >= (entry.state === isIncomplete ? multicastProbes : unicastProbes)) {
      this.fail(entry);
      return;
    }
    this.probe(entry);
    this.wake(entry, place, now + retransmitNs);
  }

  /** The interface went down: nothing is known there any more, and what waited is lost. */
  flush(port: number): void {
    for (const place of this.places.get(port)?.values() ?? []) {
      const entry = this.entries[place];
      this.fail(entry);
      entry.state = isNew;
    }
  }

  /** Station of a neighbour as it is known, however old; -1: it is not. */
  known(port: number, address: number): number {
    const place = this.places.get(port)?.get(address);
    if (place === undefined) return -1;
    const { state, station } = this.entries[place];
    return state === isNew || state === isIncomplete || state === hasFailed ? -1 : station;
  }

  /** Who is known or asked for at a port, with the packets that wait for them; for whoever looks. */
  entriesOf(port: number): NeighbourEntry[] {
    return [...(this.places.get(port)?.values() ?? [])].flatMap((place) => {
      const { address, state, station, waiting } = this.entries[place];
      const packets = waiting.filter((_, at) => at % 2 === 0);
      return state === isNew ? [] : [{ address, station, state: stateNames[state], packets }];
    });
  }

  private placeOf(port: number, address: number): number {
    let ofPort = this.places.get(port);
    if (ofPort === undefined) {
      ofPort = new Map();
      this.places.set(port, ofPort);
    }
    let place = ofPort.get(address);
    if (place === undefined) {
      place = this.entries.length;
      this.entries.push({
        port,
        address,
        state: isNew,
        station: -1,
        confirmedAt: -Infinity,
        updatedAt: -Infinity,
        usedAt: -Infinity,
        probes: 0,
        dueAt: Infinity,
        waiting: [],
        waitingMemory: 0,
      });
      ofPort.set(address, place);
    }
    return place;
  }

  /** What time alone has done to an entry. */
  private age(entry: Entry, now: number): void {
    if (entry.state === isReachable && now > entry.confirmedAt + this.reachableNs(entry.port)) {
      entry.state = isStale;
    }
    if (entry.state !== isStale) return;
    const { garbageNs, garbageAbove } = this.settings;
    const idleSince = Math.max(entry.usedAt, entry.confirmedAt, entry.updatedAt);
    if (now - idleSince <= garbageNs || this.places.get(entry.port)!.size <= garbageAbove) return;
    entry.state = isNew;
    entry.station = -1;
  }

  private begin(entry: Entry, place: number, now: number): void {
    entry.state = isIncomplete;
    entry.station = -1;
    entry.probes = 0;
    entry.updatedAt = now;
    this.probe(entry);
    this.wake(entry, place, now + this.settings.retransmitNs);
  }

  private delay(entry: Entry, place: number, now: number): void {
    entry.state = isDelayed;
    entry.updatedAt = now;
    this.wake(entry, place, now + this.settings.delayNs);
  }

  private probe(entry: Entry): void {
    entry.probes++;
    const station = entry.state === isIncomplete ? everybody : entry.station;
    this.events.ask(entry.port, entry.address, station);
  }

  private wake(entry: Entry, place: number, timeNs: number): void {
    entry.dueAt = timeNs;
    this.events.wake(timeNs, place);
  }

  private hold(entry: Entry, packet: number, bytes: number): void {
    const { waiting } = entry;
    const memory = memoryOf(bytes);
    while (waiting.length > 0 && entry.waitingMemory + memory > this.settings.waitingMemoryMax) {
      const [oldest, itsMemory] = waiting.splice(0, 2);
      entry.waitingMemory -= itsMemory;
      this.events.lose(entry.port, oldest, true);
    }
    waiting.push(packet, memory);
    entry.waitingMemory += memory;
  }

  private release(entry: Entry, place: number, now: number): void {
    const { waiting } = entry;
    if (waiting.length === 0) return;
    const going = waiting.splice(0);
    entry.waitingMemory = 0;
    entry.usedAt = now;
    if (entry.state === isStale) this.delay(entry, place, now);
    for (let at = 0; at < going.length; at += 2) this.events.release(entry.port, going[at], entry.station);
  }

  private fail(entry: Entry): void {
    entry.state = hasFailed;
    entry.station = -1;
    entry.dueAt = Infinity;
    entry.waitingMemory = 0;
    const lost = entry.waiting.splice(0);
    for (let at = 0; at < lost.length; at += 2) this.events.lose(entry.port, lost[at], false);
  }

  private mayReplace(entry: Entry, how: number, now: number): boolean {
    if ((how & overrides) !== 0) return true;
    return (how & overridesLate) !== 0 && now > entry.updatedAt + this.settings.lockNs;
  }
}
