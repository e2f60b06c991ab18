/**
 * Two TCP endpoints and a wire between them, for tests: each direction has a bottleneck (rate, drop-tail queue, ECN threshold),
 * a fixed delay and a hook that decides each packet's fate. Deterministic; its own little event loop.
 */
import { Segment } from '../../src-sim/packet/transport/tcp/segment.ts';
import { TcpConnection } from '../../src-sim/packet/transport/tcp/tcp-connection.ts';
import { type TcpConfig, tcpConfig } from '../../src-sim/packet/transport/tcp/tcp-config.ts';

export type Verdict = 'pass' | 'drop' | 'twice' | { readonly laterNs: number };

export interface WireSettings {
  /** Bits per second; Infinity takes no time. */
  readonly rateBps?: number;
  readonly delayNs: number;
  /** Packets that may wait, beside the one being sent. */
  readonly queue?: number;
  /** Packets waiting from which on ECN-capable ones are marked. */
  readonly markFrom?: number;
  /** Bytes of the link layer per packet. */
  readonly framing?: number;
  /** Asked for each packet that reaches the far end of the queue, with its number from 0. */
  readonly fate?: (segment: Segment, number: number) => Verdict;
}

interface Logged {
  readonly at: number;
  readonly from: 'client' | 'server';
  readonly segment: Segment;
}

/** One direction: packets leave the queue in order, but may arrive out of order. */
class Direction {
  readonly settings: WireSettings;
  freeAt = 0;
  sent = 0;
  dropped = 0;
  deepest = 0;
  /** Starts of transmission of packets accepted, oldest first. */
  readonly starts: number[] = [];
  private firstWaiting = 0;

  constructor(settings: WireSettings) {
    this.settings = settings;
  }

  waiting(now: number): number {
    while (this.firstWaiting < this.starts.length && this.starts[this.firstWaiting] <= now)
      this.firstWaiting++;
    return this.starts.length - this.firstWaiting;
  }
}

/** Flows share one wire. */
export class TcpWire {
  now = 0;
  readonly log: Logged[] = [];
  logs = false;
  readonly clients: TcpConnection[] = [];
  readonly servers: TcpConnection[] = [];
  readonly there: Direction;
  readonly back: Direction;
  private readonly arrivals: { at: number; order: number; to: TcpConnection; segment: Segment }[] = [];
  private readonly out = new Segment();
  private readonly spare: Segment[] = [];
  private order = 0;

  constructor(there: WireSettings, back: WireSettings = there) {
    this.there = new Direction(there);
    this.back = new Direction(back);
  }

  add(client: Partial<TcpConfig> = {}, server: Partial<TcpConfig> = client): [TcpConnection, TcpConnection] {
    const pair: [TcpConnection, TcpConnection] = [
      new TcpConnection(tcpConfig('client', client)),
      new TcpConnection(tcpConfig('server', server)),
    ];
    return this.addPair(pair);
  }

  addPair(pair: [TcpConnection, TcpConnection]): [TcpConnection, TcpConnection] {
    this.clients.push(pair[0]);
    this.servers.push(pair[1]);
    pair[1].open(this.now);
    pair[0].open(this.now);
    this.flush(pair[0]);
    return pair;
  }

  /** Sends all that the endpoint will send now. */
  flush(connection: TcpConnection): void {
    while (connection.transmit(this.now, this.out)) this.send(connection, this.out);
  }

  private send(from: TcpConnection, segment: Segment): void {
    const client = this.clients.indexOf(from);
    const direction = client >= 0 ? this.there : this.back;
    const to = client >= 0 ? this.servers[client] : this.clients[this.servers.indexOf(from)];
    const copy = this.spare.pop() ?? new Segment();
    copy.copyFrom(segment);
    if (this.logs) {
      const kept = new Segment();
      kept.copyFrom(segment);
      this.log.push({ at: this.now, from: client >= 0 ? 'client' : 'server', segment: kept });
    }
    const { settings } = direction;
    const waiting = direction.waiting(this.now);
    direction.deepest = Math.max(direction.deepest, waiting);
    if (direction.freeAt > this.now && waiting >= (settings.queue ?? Infinity)) {
      direction.dropped++;
      return;
    }
    if (copy.ect && waiting >= (settings.markFrom ?? Infinity)) copy.ce = true;
    const bytes = 20 + copy.headerBytes + copy.length + (settings.framing ?? 0);
    const start = Math.max(this.now, direction.freeAt);
    direction.starts.push(start);
    direction.freeAt = start + Math.round((bytes * 8e9) / (settings.rateBps ?? Infinity));
    const verdict = settings.fate?.(copy, direction.sent) ?? 'pass';
    direction.sent++;
    if (verdict === 'drop') {
      direction.dropped++;
      return;
    }
    const extra = typeof verdict === 'object' ? verdict.laterNs : 0;
    this.push(direction.freeAt + settings.delayNs + extra, to, copy);
    if (verdict === 'twice') {
      const second = new Segment();
      second.copyFrom(copy);
      this.push(direction.freeAt + settings.delayNs, to, second);
    }
  }

  private push(at: number, to: TcpConnection, segment: Segment): void {
    const { arrivals } = this;
    const entry = { at, order: this.order++, to, segment };
    // Nearly sorted: look from the end.
    let place = arrivals.length;
    while (place > 0 && arrivals[place - 1].at > at) place--;
    arrivals.splice(place, 0, entry);
  }

  /** Runs until nothing happens any more or the time is reached. Returns whether something was left to happen. */
  run(until: number): boolean {
    for (;;) {
      let at = this.arrivals[0]?.at ?? Infinity;
      let waking: TcpConnection | null = null;
      for (const list of [this.clients, this.servers]) {
        for (const connection of list) {
          const wake = connection.wakeAt;
          if (wake < at) {
            at = Math.max(wake, this.now);
            waking = connection;
          }
        }
      }
      if (at > until) {
        this.now = until;
        return at !== Infinity;
      }
      this.now = at;
      if (waking !== null) {
        waking.timer(at);
        this.flush(waking);
        continue;
      }
      const arrival = this.arrivals.shift();
      if (arrival === undefined) return false;
      arrival.to.receive(at, arrival.segment);
      this.spare.push(arrival.segment);
      this.flush(arrival.to);
    }
  }
}
