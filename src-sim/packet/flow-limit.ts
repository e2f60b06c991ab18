/** The evidence for what keeps a flow from being faster, gathered from the run. */
import type { FlowDemand } from '../fabric/flow.ts';
import type { QueueDiscipline } from '../fabric/queue-discipline.ts';
import type { PacketEngine } from './engine.ts';
import { fateNumber } from './fate-number.ts';
import * as D from './link/direction-record.ts';
import { directionName } from './link-results.ts';
import {
  type LimitEvidence,
  type PathLink,
  type ThroughputLimit,
  throughputLimit,
} from './measure/throughput-limit.ts';
import type { TcpSummary } from './run-result.ts';
import { tcpConfig } from './transport/tcp/tcp-config.ts';

export function limitOf(
  engine: PacketEngine,
  demand: FlowDemand,
  flow: number,
  goodputBps: number,
  tcp: TcpSummary | null,
): ThroughputLimit {
  const { flows } = engine.ledger;
  const offered = flows.offered(flow);
  const lost = offered - flows.delivered(flow);
  return throughputLimit({
    goodputBps,
    offeredBps: 'rateBps' in demand ? demand.rateBps : null,
    lossShare: offered === 0 ? 0 : lost / offered,
    policed: flows.ended(flow, fateNumber.policed),
    path: pathOf(engine, demand, flow),
    nodes: busyNodes(engine, flow),
    tcp: tcp === null ? null : connectionOf(demand, tcp),
  });
}

/** Nodes whose cores were too slow, where the flow lost packets to such; a flow has one core of each. */
function busyNodes({ fabric, ledger, parts }: PacketEngine, flow: number): LimitEvidence['nodes'] {
  if (ledger.flows.ended(flow, fateNumber.overrun) === 0 || ledger.lastMove === 0) return [];
  return fabric.nodes.flatMap(({ id }, node) => {
    const state = parts.cores?.state(node) ?? null;
    if (state === null || state.overrun === 0) return [];
    const perSecond = (state.packetsOfBusiest * 1e9) / ledger.lastMove;
    const perSecondMax = (state.packetsOfBusiest * 1e9) / state.busiestNs;
    return [{ id, perSecond, perSecondMax }];
  });
}

/** The way there; where answers carry the data, the way back as well. */
function pathOf(engine: PacketEngine, demand: FlowDemand, flow: number): PathLink[] {
  const there = engine.streams.firstOfFlow[flow];
  const answers = demand.pattern === 'request-response' || demand.pattern === 'storage';
  const streams = answers ? [there, engine.streams.back[there]] : [there];
  return streams.flatMap((stream) => {
    const ownBps = carriedBps(engine, demand, engine.streams.counterOf(stream));
    return engine.hops.pathOf(stream).map((direction) => pathLink(engine, direction, ownBps));
  });
}

/** What arrived of a flow, or of its answers, while it lasted. */
function carriedBps({ ledger: { flows } }: PacketEngine, { startNs }: FlowDemand, counter: number): number {
  const spanNs = flows.lastAt(counter) - startNs;
  return spanNs > 0 ? (flows.deliveredBytes(counter) * 8e9) / spanNs : 0;
}

/** Busy over the whole run, or with this flow alone while it lasted. */
function pathLink(engine: PacketEngine, direction: number, ownBps: number): PathLink {
  const { directions, fabric } = engine;
  const { lastMove } = engine.ledger;
  const share = (ns: number): number => (lastMove === 0 ? 0 : ns / lastMove);
  const { rateBps, queue, queueBack } = fabric.links[direction >> 1];
  const { discipline } = ((direction & 1) === 1 ? queueBack : undefined) ?? queue;
  return {
    id: directionName(engine, direction),
    busy: rateBps === 0 ? 0 : Math.max(share(directions.number(direction, D.busy)), ownBps / rateBps),
    rateBps,
    drops: directions.number(direction, D.drops),
    sentBps: Math.max(share(directions.number(direction, D.bytes) * 8e9), ownBps),
    shaperBps: discipline === undefined ? null : shaperRate(discipline),
    policerBps: discipline?.kind === 'policed' ? discipline.rateBps : null,
  };
}

/** What a shaper in front of everything else lets through; the classes of an HTB are not told apart. */
function shaperRate(discipline: QueueDiscipline): number | null {
  if (discipline.kind === 'policed') return shaperRate(discipline.queue);
  return discipline.kind === 'token-bucket' ? discipline.rateBps : null;
}

/** Null where the application waits for answers and so has not always something to send. */
function connectionOf(demand: FlowDemand, tcp: TcpSummary): LimitEvidence['tcp'] {
  if (demand.pattern !== 'bulk' && demand.pattern !== 'migration') return null;
  const { sendBuffer, receiveBufferMax } = tcpConfig('client', demand.tcp);
  return {
    sendBufferBytes: sendBuffer,
    receiveWindowBytes: receiveBufferMax / 2,
    smoothedRttNs: tcp.smoothedRttNs,
    retransmissions: tcp.retransmissions,
    finished: demand.pattern === 'bulk' && tcp.deliveredBytes >= demand.transferBytes,
  };
}
