/** The TCP connections of one flow and the application at their ends. */
import type { TcpFlow } from '../fabric/flow.ts';
import { type FlowApplication, applicationOf, timersOf } from './flow-application.ts';
import { Endpoint, type EndpointPort } from './endpoint.ts';
import { ConversationTotals } from './conversation-totals.ts';
import { flowPrecision, LatencyHistogram } from './measure/latency-histogram.ts';
import { client, type Lines, server, type Side } from './traffic/applications/application.ts';
import { tcpConfig } from './transport/tcp/tcp-config.ts';
import type { TcpConnection } from './transport/tcp/tcp-connection.ts';

export interface ConversationPlan {
  readonly flow: TcpFlow;
  /** Streams there and back, of the first connection; those of the others follow. */
  readonly there: number;
  readonly back: number;
  readonly connections: number;
  /** Largest IP packet of each end, and bytes of the IP header. */
  readonly mtu: readonly [number, number];
  readonly ipHeaderBytes: number;
}

export interface ConversationPort extends EndpointPort {
  readonly firstEntity: number;
  readonly untilNs: number;
  readonly seed: number;
}

/** Two endpoints each line, the timers of the application, and the start. */
export const entitiesOf = ({ flow, connections }: ConversationPlan): number =>
  2 * connections + timersOf(flow) + 1;

export class Conversation implements Lines {
  readonly flow: TcpFlow;
  readonly lines: number;
  readonly roundTripNs = new LatencyHistogram(flowPrecision);
  readonly application: FlowApplication;
  readonly entities: number;
  private readonly port: ConversationPort;
  private readonly firstEntity: number;
  /** Clients at even places, their servers behind them. */
  readonly endpoints: readonly Endpoint[];
  private readonly totals = new ConversationTotals();
  private readonly alarms: Float64Array;
  /** Asked for segments once the application has done with it. */
  private hearing: Endpoint | null = null;

  constructor(plan: ConversationPlan, port: ConversationPort, firstEntity: number) {
    this.flow = plan.flow;
    this.lines = plan.connections;
    this.port = port;
    this.firstEntity = firstEntity;
    this.endpoints = Array.from({ length: 2 * plan.connections }, (_, place) => {
      const line = place >> 1;
      const side = place & 1;
      const config = tcpConfig(side === client ? 'client' : 'server', {
        ...plan.flow.tcp,
        mtu: plan.mtu[side],
        ipHeaderBytes: plan.ipHeaderBytes,
      });
      const stream = (side === client ? plan.there : plan.back) + line;
      return new Endpoint(port, stream, firstEntity + place, config, this.roundTripNs);
    });
    this.application = applicationOf(plan.flow, port.seed, Math.min(plan.flow.stopNs, port.untilNs), this);
    this.alarms = new Float64Array(timersOf(plan.flow)).fill(Infinity);
    this.entities = entitiesOf(plan);
    if (plan.flow.startNs < port.untilNs) port.schedule(this.startEntity, plan.flow.startNs);
  }

  private get startEntity(): number {
    return this.firstEntity + this.entities - 1;
  }

  /** One of its entities is due. */
  handle(entity: number): void {
    const place = entity - this.firstEntity;
    const { now } = this.port.queue;
    const { work } = this.application;
    if (place < this.endpoints.length) this.wake(place);
    else if (entity === this.startEntity) work.start(now);
    else {
      const timer = place - this.endpoints.length;
      this.alarms[timer] = Infinity;
      work.ring(now, timer);
    }
  }

  private wake(place: number): void {
    const endpoint = this.endpoints[place];
    endpoint.wake();
    if (endpoint.connection.failure === '') endpoint.pump();
    else this.hear(place);
  }

  arrived(place: number): void {
    this.hear(place);
  }

  private hear(place: number): void {
    const endpoint = this.endpoints[place];
    this.hearing = endpoint;
    this.application.work.heard(this.port.queue.now, place >> 1, (place & 1) as Side);
    this.hearing = null;
    endpoint.pump();
  }

  open(line: number): void {
    const ends = this.endpoints.slice(2 * line, 2 * line + 2);
    for (const [side, endpoint] of ends.entries()) {
      this.totals.add(endpoint.connection, side === client);
      endpoint.renew();
    }
    ends[server].connection.open(0);
    ends[client].connection.open(this.port.queue.now);
    this.act(ends[client]);
  }

  write(line: number, side: Side, bytes: number): void {
    const endpoint = this.endpoints[2 * line + side];
    endpoint.connection.write(bytes);
    this.act(endpoint);
  }

  close(line: number, side: Side): void {
    const endpoint = this.endpoints[2 * line + side];
    endpoint.connection.close(this.port.queue.now);
    this.act(endpoint);
  }

  private act(endpoint: Endpoint): void {
    if (endpoint !== this.hearing) endpoint.pump();
  }

  received(line: number, side: Side): number {
    return this.connection(line, side).delivered;
  }

  unacknowledged(line: number, side: Side): number {
    return this.connection(line, side).unacknowledged;
  }

  peerClosed(line: number, side: Side): boolean {
    return this.connection(line, side).peerClosed;
  }

  isOver(line: number): boolean {
    const here = this.connection(line, client).state;
    return (here === 'closed' || here === 'time-wait') && this.connection(line, server).state === 'closed';
  }

  hasFailed(line: number): boolean {
    return this.connection(line, client).failure !== '' || this.connection(line, server).failure !== '';
  }

  setTimer(timer: number, atNs: number): void {
    const entity = this.firstEntity + this.endpoints.length + timer;
    if (this.alarms[timer] !== Infinity) this.port.queue.cancel(entity);
    this.alarms[timer] = atNs;
    if (atNs !== Infinity) this.port.schedule(entity, Math.max(atNs, this.port.queue.now));
  }

  connection(line: number, side: Side): TcpConnection {
    return this.endpoints[2 * line + side].connection;
  }

  /** Payload in order at both ends so far. */
  delivered(): number {
    let sum = this.totals.deliveredThere + this.totals.deliveredBack;
    for (const { connection } of this.endpoints) sum += connection.delivered;
    return sum;
  }

  /** Over all its connections, those that were opened anew included. */
  sums(): ConversationTotals {
    const sums = this.totals.copy();
    for (const [place, { connection }] of this.endpoints.entries())
      sums.add(connection, (place & 1) === client);
    return sums;
  }

  /** Nanoseconds that bytes which arrived at this side had been sent in vain before. */
  repeatedNs(side: Side): number {
    let sum = 0;
    for (let place: number = side; place < this.endpoints.length; place += 2)
      sum += this.endpoints[place].repeatedNs;
    return sum;
  }
}
