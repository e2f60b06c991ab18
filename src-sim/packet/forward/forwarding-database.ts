/**
 * The forwarding database of a switch: behind which port each address of a VLAN is. IEEE 802.1Q-2022 clauses 8.7 (learning)
 * and 8.8 (filtering database), as Linux has them (net/bridge/br_fdb.c): an address moves to the port it was heard at last; what
 * was not heard for the ageing time is unknown; frames to an address do not keep it. Entries somebody made neither age nor
 * move (clause 8.8.1; Linux lets them move unless they are sticky). A full database learns nothing new.
 *
 * Addresses and ports are numbers of whoever asks; a remote is the end of a tunnel behind a port. Open addressing with linear
 * probing over arrays, so that nothing is allocated per frame. Entries that have aged stay in their place until it is needed,
 * and count as absent. Left out: the shorter ageing after a change of topology, and group addresses.
 */

const nobody = -1;
/** Heard at a time no clock says: of entries somebody made. */
const forEver = Infinity;
/** Loaded to three quarters at most. */
const loadMax = 0.75;

/** What learning did. */
export const kept = 0;
export const learnt = 1;
export const moved = 2;
export const refused = 3;

export interface BridgeEntry {
  readonly station: number;
  readonly vlan: number;
  readonly port: number;
  /** -1: the port is no tunnel. */
  readonly remote: number;
  readonly heardAt: number;
}

export class ForwardingDatabase {
  private readonly ageingNs: number;
  private readonly entriesMax: number;
  private mask = 15;
  /** Places taken, the aged ones included. */
  private taken = 0;
  private stations = new Int32Array(16).fill(nobody);
  private vlans = new Int32Array(16);
  private ports = new Int32Array(16);
  private remotes = new Int32Array(16);
  private heardAt = new Float64Array(16);
  /** No entry is older than this, so that a full database is swept only where that can help. */
  private oldest = forEver;

  /** 0: never, and any number. */
  constructor(ageingNs: number, entriesMax: number) {
    this.ageingNs = ageingNs === 0 ? Infinity : ageingNs;
    this.entriesMax = entriesMax === 0 ? Infinity : entriesMax;
  }

  /** A frame of the station was heard at a port, behind a remote where that is a tunnel (else -1). */
  learn(station: number, vlan: number, port: number, remote: number, now: number): number {
    const place = this.find(station, vlan);
    if (this.stations[place] === nobody) return this.insert(station, vlan, port, remote, now);
    const heard = this.heardAt[place];
    if (heard === forEver) return kept;
    const isKnown = now - heard < this.ageingNs;
    const isSame = this.ports[place] === port && this.remotes[place] === remote;
    this.ports[place] = port;
    this.remotes[place] = remote;
    this.heardAt[place] = now;
    if (!isKnown) return learnt;
    return isSame ? kept : moved;
  }

  /** An entry that neither ages nor moves. */
  fix(station: number, vlan: number, port: number, remote: number): void {
    let place = this.find(station, vlan);
    if (this.stations[place] === nobody) place = this.occupy(station, vlan);
    this.ports[place] = port;
    this.remotes[place] = remote;
    this.heardAt[place] = forEver;
  }

  /** Where the entry of a station is, for `port` and `remote`; -1: unknown, its frames are flooded. */
  lookup(station: number, vlan: number, now: number): number {
    const place = this.find(station, vlan);
    if (this.stations[place] === nobody) return nobody;
    const heard = this.heardAt[place];
    return heard === forEver || now - heard < this.ageingNs ? place : nobody;
  }

  port(place: number): number {
    return this.ports[place];
  }

  remote(place: number): number {
    return this.remotes[place];
  }

  /** A port went down: what was learnt there is forgotten. */
  flush(port: number): void {
    this.rebuild((place) => this.ports[place] !== port || this.heardAt[place] === forEver);
  }

  /** Addresses known now. */
  count(now: number): number {
    let count = 0;
    for (let place = 0; place <= this.mask; place++) {
      if (this.stations[place] !== nobody && !this.hasAged(place, now)) count++;
    }
    return count;
  }

  /** What is known now, for whoever looks; `heardAt` of Infinity: somebody made the entry. */
  entries(now: number): BridgeEntry[] {
    const found: BridgeEntry[] = [];
    for (const [place, station] of this.stations.entries()) {
      if (station === nobody || this.hasAged(place, now)) continue;
      found.push({
        station,
        vlan: this.vlans[place],
        port: this.ports[place],
        remote: this.remotes[place],
        heardAt: this.heardAt[place],
      });
    }
    return found;
  }

  private insert(station: number, vlan: number, port: number, remote: number, now: number): number {
    if (this.taken >= this.entriesMax) this.sweep(now);
    if (this.taken >= this.entriesMax) return refused;
    const place = this.occupy(station, vlan);
    this.ports[place] = port;
    this.remotes[place] = remote;
    this.heardAt[place] = now;
    if (now < this.oldest) this.oldest = now;
    return learnt;
  }

  private hasAged(place: number, now: number): boolean {
    return this.heardAt[place] !== forEver && now - this.heardAt[place] >= this.ageingNs;
  }

  private sweep(now: number): void {
    if (now - this.oldest < this.ageingNs) return;
    this.rebuild((place) => !this.hasAged(place, now));
  }

  /** A free place for a station that has none. */
  private occupy(station: number, vlan: number): number {
    if (this.taken + 1 > loadMax * (this.mask + 1)) this.rebuild(() => true);
    const place = this.find(station, vlan);
    this.stations[place] = station;
    this.vlans[place] = vlan;
    this.taken++;
    return place;
  }

  /** The place of a station, or the free one where it would be. */
  private find(station: number, vlan: number): number {
    const { stations, vlans, mask } = this;
    let place = (Math.imul(station, 0x9e37_79b1) ^ Math.imul(vlan, 0x85eb_ca6b)) >>> 0;
    place = (place ^ (place >>> 15)) & mask;
    while (stations[place] !== nobody && (stations[place] !== station || vlans[place] !== vlan)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Puts what stays into arrays of which no more than half is taken. */
  private rebuild(stays: (place: number) => boolean): void {
    const { stations, vlans, ports, remotes, heardAt } = this;
    const staying: number[] = [];
    for (const [place, station] of stations.entries()) {
      if (station !== nobody && stays(place)) staying.push(place);
    }
    let size = 16;
    while (size < 2 * (staying.length + 1)) size *= 2;
    this.mask = size - 1;
    this.stations = new Int32Array(size).fill(nobody);
    this.vlans = new Int32Array(size);
    this.ports = new Int32Array(size);
    this.remotes = new Int32Array(size);
    this.heardAt = new Float64Array(size);
    this.taken = staying.length;
    this.oldest = forEver;
    for (const from of staying) {
      const to = this.find(stations[from], vlans[from]);
      this.stations[to] = stations[from];
      this.vlans[to] = vlans[from];
      this.ports[to] = ports[from];
      this.remotes[to] = remotes[from];
      this.heardAt[to] = heardAt[from];
      if (heardAt[from] < this.oldest) this.oldest = heardAt[from];
    }
  }
}
