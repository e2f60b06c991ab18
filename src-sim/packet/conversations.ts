/**
 * The TCP connections of a run: two endpoints each, whose timers are entities of the event queue. An endpoint is asked for
 * segments after everything that happens to it, as long as the device it sends through has room.
 *
 * Room: Linux lets a socket hold about a millisecond of data at its pacing rate below it, at least two segments (TCP small
 * queues, net/ipv4/tcp_output.c, tcp_small_queue_check). Here the whole backlog of the first link counts, its own packets
 * and others' alike, and the endpoint is asked again when enough of it has left.
 *
 * Left out: time the sender's and receiver's machines need, applications that read slowly.
 */
import type { BulkFlow, TcpChoices } from '../fabric/flow.ts';
import type { EventQueue } from './kernel/event-queue.ts';
import { Segment } from './transport/tcp/segment.ts';
import { tcpConfig } from './transport/tcp/tcp-config.ts';
import { TcpConnection } from './transport/tcp/tcp-connection.ts';

const outputLimitBytes = 4 * 2 ** 20;
const pacingShift = 2 ** 10;

/** Entities of a connection: the two endpoints' timers, and what its application does. */
export const entitiesEach = 3;
const application = 2;

export interface ConversationPlan {
  readonly flow: BulkFlow;
  /** Streams there and back. */
  readonly there: number;
  readonly back: number;
  /** Largest IP packet of each end, and bytes of the IP header. */
  readonly mtu: readonly [number, number];
  readonly ipHeaderBytes: number;
}

export interface ConversationPort {
  readonly queue: EventQueue;
  readonly firstEntity: number;
  readonly untilNs: number;
  schedule(entity: number, time: number): void;
  /** Sends a segment into a stream. */
  emit(stream: number, segment: Segment, ipBytes: number): void;
  /** Nanoseconds of data that wait in the first link of a stream, and its bits per second (0: no limit). */
  backlogNs(stream: number): number;
  firstRate(stream: number): number;
}

class Endpoint {
  readonly connection: TcpConnection;
  readonly stream: number;
  readonly entity: number;
  readonly ipHeaderBytes: number;
  scheduled = Infinity;
  /** When the device has room again. */
  roomAt = Infinity;

  constructor(connection: TcpConnection, stream: number, entity: number, ipHeaderBytes: number) {
    this.connection = connection;
    this.stream = stream;
    this.entity = entity;
    this.ipHeaderBytes = ipHeaderBytes;
  }
}

export class Conversations {
  private readonly plans: readonly ConversationPlan[];
  private readonly port: ConversationPort;
  /** Clients at even places, their servers behind them. */
  private readonly endpoints: readonly Endpoint[];
  private readonly endpointOfStream = new Map<number, Endpoint>();
  private readonly out = new Segment();

  constructor(plans: readonly ConversationPlan[], port: ConversationPort) {
    this.plans = plans;
    this.port = port;
    this.endpoints = plans.flatMap(({ flow, there, back, mtu, ipHeaderBytes }, index) =>
      (['client', 'server'] as const).map((role, side) => {
        const config = tcpConfig(role, { ...flow.tcp, mtu: mtu[side], ipHeaderBytes });
        const entity = port.firstEntity + entitiesEach * index + side;
        return new Endpoint(new TcpConnection(config), side === 0 ? there : back, entity, ipHeaderBytes);
      }),
    );
    for (const endpoint of this.endpoints) this.endpointOfStream.set(endpoint.stream, endpoint);
    for (const [index, { flow }] of plans.entries()) {
      this.endpoints[2 * index + 1].connection.open(0);
      if (flow.startNs < port.untilNs) port.schedule(this.applicationEntity(index), flow.startNs);
    }
  }

  get count(): number {
    return this.plans.length;
  }

  /** Most that a connection with these choices may have under way: the smaller of its buffers. */
  windowBytes(choices: TcpChoices): number {
    const { sendBuffer, receiveBufferMax } = tcpConfig('client', choices);
    return Math.min(sendBuffer, receiveBufferMax / 2);
  }

  client(index: number): TcpConnection {
    return this.endpoints[2 * index].connection;
  }

  server(index: number): TcpConnection {
    return this.endpoints[2 * index + 1].connection;
  }

  /** An entity of the connections is due. */
  handle(entity: number): void {
    const offset = entity - this.port.firstEntity;
    const index = Math.floor(offset / entitiesEach);
    const side = offset % entitiesEach;
    if (side === application) this.act(index);
    else this.wake(this.endpoints[2 * index + side]);
  }

  /** A segment has arrived at the end that sends the stream. */
  arrived(stream: number, segment: Segment): void {
    const endpoint = this.endpointOfStream.get(stream);
    if (endpoint === undefined) return;
    endpoint.connection.receive(this.port.queue.now, segment);
    this.pump(endpoint);
  }

  /** A router told the sender of a stream what its path carries. */
  tooBig(stream: number, mtu: number): void {
    const endpoint = this.endpointOfStream.get(stream);
    if (endpoint === undefined) return;
    endpoint.connection.pathMtu(this.port.queue.now, mtu);
    this.pump(endpoint);
  }

  private applicationEntity(index: number): number {
    return this.port.firstEntity + entitiesEach * index + application;
  }

  /** The application opens its connection and writes, and closes it when it is told to stop. */
  private act(index: number): void {
    const { flow } = this.plans[index];
    const client = this.endpoints[2 * index];
    const { now } = this.port.queue;
    if (client.connection.state === 'closed' && now === flow.startNs) {
      client.connection.open(now);
      client.connection.write(flow.transferBytes);
      const stop = Math.min(flow.stopNs, this.port.untilNs);
      if (flow.transferBytes !== Infinity) client.connection.close(now);
      else this.port.schedule(this.applicationEntity(index), stop);
    } else client.connection.close(now);
    this.pump(client);
  }

  private wake(endpoint: Endpoint): void {
    endpoint.scheduled = Infinity;
    const { now } = this.port.queue;
    if (endpoint.connection.wakeAt <= now) endpoint.connection.timer(now);
    this.pump(endpoint);
  }

  private pump(endpoint: Endpoint): void {
    const { port, out } = this;
    const { connection, stream } = endpoint;
    const { now } = port.queue;
    endpoint.roomAt = Infinity;
    for (;;) {
      const full = this.waitForRoom(endpoint);
      if (full > 0) {
        endpoint.roomAt = now + full;
        break;
      }
      if (!connection.transmit(now, out)) break;
      port.emit(stream, out, endpoint.ipHeaderBytes + out.headerBytes + out.length);
    }
    this.rearm(endpoint);
  }

  /** Nanoseconds until the device takes more of this endpoint; 0: now. */
  private waitForRoom(endpoint: Endpoint): number {
    const rate = this.port.firstRate(endpoint.stream);
    if (rate === 0) return 0;
    const { connection } = endpoint;
    const paced = Math.min(outputLimitBytes, connection.pacingRate / pacingShift);
    const roomNs = Math.floor((Math.max(2 * connection.mss, paced) * 8e9) / rate);
    return Math.max(0, this.port.backlogNs(endpoint.stream) - roomNs);
  }

  /** A timer that moves back is left to ring early: it then finds nothing due and is set anew. */
  private rearm(endpoint: Endpoint): void {
    const { wakeAt } = endpoint.connection;
    // Without room a connection that could send now has to wait for the room, not for the clock.
    const due = Math.min(
      endpoint.roomAt !== Infinity && wakeAt <= this.port.queue.now ? Infinity : wakeAt,
      endpoint.roomAt,
    );
    if (due >= endpoint.scheduled) return;
    const { port } = this;
    if (endpoint.scheduled !== Infinity) port.queue.cancel(endpoint.entity);
    endpoint.scheduled = Math.max(due, port.queue.now);
    port.schedule(endpoint.entity, endpoint.scheduled);
  }
}
