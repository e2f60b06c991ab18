/**
 * One end of a TCP connection of a run. It is asked for segments after everything that happens to it, as long as the device it
 * sends through has room, and its timer is an entity of the event queue.
 *
 * Room: Linux lets a socket hold about a millisecond of data at its pacing rate below it, at least two segments (TCP small
 * queues, net/ipv4/tcp_output.c, tcp_small_queue_check). Here the whole backlog of the first link counts, its own packets
 * and others' alike, and the endpoint is asked again when enough of it has left.
 *
 * Left out: time the machine needs.
 */
import type { EventQueue } from './kernel/event-queue.ts';
import { FirstSent } from './measure/first-sent.ts';
import type { LatencyHistogram } from './measure/latency-histogram.ts';
import { Segment } from './transport/tcp/segment.ts';
import type { TcpConfig } from './transport/tcp/tcp-config.ts';
import { TcpConnection } from './transport/tcp/tcp-connection.ts';

const outputLimitBytes = 4 * 2 ** 20;
const pacingShift = 2 ** 10;

/** What the endpoints of a run have to work with. */
export interface EndpointPort {
  readonly queue: EventQueue;
  schedule(entity: number, time: number): void;
  /** Sends a segment into a stream. */
  emit(stream: number, segment: Segment, ipBytes: number): void;
  /** Nanoseconds of data that wait in the first link of a stream, and its bits per second (0: no limit). */
  backlogNs(stream: number): number;
  firstRate(stream: number): number;
}

/** One for all: an endpoint is asked for one segment at a time, and whoever sends it keeps a copy. */
const out = new Segment();

export class Endpoint {
  connection: TcpConnection;
  readonly stream: number;
  /** Nanoseconds that bytes which arrived here had been on their way in vain, in segments that were lost. */
  repeatedNs = 0;
  private readonly port: EndpointPort;
  private readonly entity: number;
  private readonly config: TcpConfig;
  private readonly roundTripNs: LatencyHistogram;
  private readonly firstSent = new FirstSent();
  private opening = 0;
  private scheduled = Infinity;
  /** When the device has room again. */
  private roomAt = Infinity;

  constructor(
    port: EndpointPort,
    stream: number,
    entity: number,
    config: TcpConfig,
    roundTripNs: LatencyHistogram,
  ) {
    this.port = port;
    this.stream = stream;
    this.entity = entity;
    this.config = config;
    this.roundTripNs = roundTripNs;
    this.connection = new TcpConnection(config);
  }

  /** A connection that knows nothing of the one before. */
  renew(): void {
    this.connection = new TcpConnection(this.config);
    this.firstSent.clear();
    this.opening++;
    if (this.scheduled !== Infinity) this.port.queue.cancel(this.entity);
    this.scheduled = Infinity;
    this.roomAt = Infinity;
  }

  /** False where the segment is of an earlier connection: its timestamps or numbers would give it away (RFC 7323 section 5). */
  receive(segment: Segment): boolean {
    if (segment.opening !== this.opening) return false;
    const { connection } = this;
    const measured = connection.rttSamples;
    const arrived = connection.arrivedBytes;
    connection.receive(this.port.queue.now, segment);
    if (connection.rttSamples !== measured) this.roundTripNs.add(connection.latestRttNs);
    if (segment.repeatedAfterNs > 0 && connection.arrivedBytes > arrived) {
      this.repeatedNs += segment.repeatedAfterNs;
    }
    return true;
  }

  /** A router told what the path carries. */
  tooBig(mtu: number): void {
    this.connection.pathMtu(this.port.queue.now, mtu);
    this.pump();
  }

  /** A router told that packets do not get there. */
  unreachable(): void {
    this.connection.unreachable(this.port.queue.now);
  }

  wake(): void {
    this.scheduled = Infinity;
    const { now } = this.port.queue;
    if (this.connection.wakeAt <= now) this.connection.timer(now);
  }

  pump(): void {
    const { port, connection, stream } = this;
    const { now } = port.queue;
    this.roomAt = Infinity;
    for (;;) {
      const full = this.waitForRoom();
      if (full > 0) {
        this.roomAt = now + full;
        break;
      }
      if (!connection.transmit(now, out)) break;
      out.opening = this.opening;
      if (out.length > 0) {
        const end = out.seq + out.length;
        out.repeatedAfterNs = this.firstSent.note(out.seq, end, connection.acknowledgedTo, now);
      }
      port.emit(stream, out, this.config.ipHeaderBytes + out.headerBytes + out.length);
    }
    this.rearm();
  }

  /** Nanoseconds until the device takes more of this endpoint; 0: now. */
  private waitForRoom(): number {
    const rate = this.port.firstRate(this.stream);
    if (rate === 0) return 0;
    const { connection } = this;
    const paced = Math.min(outputLimitBytes, connection.pacingRate / pacingShift);
    const roomNs = Math.floor((Math.max(2 * connection.mss, paced) * 8e9) / rate);
    return Math.max(0, this.port.backlogNs(this.stream) - roomNs);
  }

  /** A timer that moves back is left to ring early: it then finds nothing due and is set anew. */
  private rearm(): void {
    const { wakeAt } = this.connection;
    const { port } = this;
    // Without room a connection that could send now has to wait for the room, not for the clock.
    const due = Math.min(
      this.roomAt !== Infinity && wakeAt <= port.queue.now ? Infinity : wakeAt,
      this.roomAt,
    );
    if (due >= this.scheduled) return;
    if (this.scheduled !== Infinity) port.queue.cancel(this.entity);
    this.scheduled = Math.max(due, port.queue.now);
    port.schedule(this.entity, this.scheduled);
  }
}
