/** What a run tells of each flow: its counters put into words and rates. */
import { fates, type Fate } from '../fabric/fate.ts';
import type { FlowDemand } from '../fabric/flow.ts';
import type { PacketEngine } from './engine.ts';
import * as D from './link/direction-record.ts';
import { directionName } from './link-results.ts';
import type { LatencyHistogram } from './measure/latency-histogram.ts';
import { throughputLimit, type ThroughputLimit } from './measure/throughput-limit.ts';
import type { FlowResult, LatencySummary, TcpSummary, Waterfall } from './run-result.ts';

export function flowResults(engine: PacketEngine, untilNs: number): FlowResult[] {
  let connections = 0;
  return engine.fabric.flows.map((demand, flow) => {
    const tcp = demand.pattern === 'bulk' ? tcpSummary(engine, demand.tcp.congestion, connections++) : null;
    return flowResult(engine, untilNs, demand, flow, tcp);
  });
}

function flowResult(
  engine: PacketEngine,
  untilNs: number,
  demand: FlowDemand,
  flow: number,
  tcp: TcpSummary | null,
): FlowResult {
  const { fabric, flows } = engine;
  const lossByFate: Partial<Record<Fate, number>> = {};
  let ended = 0;
  for (const [number, fate] of fates.entries()) {
    const count = flows.ended(flow, number);
    ended += count;
    if (fate !== 'delivered' && count > 0) lossByFate[fate] = count;
  }
  const goodBytes = tcp?.deliveredBytes ?? flows.deliveredBytes[flow];
  const spanNs = goodputSpanNs(engine, untilNs, demand, flow);
  const goodputBps = spanNs > 0 ? (goodBytes * 8e9) / spanNs : 0;
  return {
    id: demand.id,
    from: fabric.endpoints[demand.from].id,
    to: demand.to.map((endpoint) => fabric.endpoints[endpoint].id).join(', '),
    offered: flows.offered[flow],
    delivered: flows.delivered[flow],
    inFlight: flows.offered[flow] - ended,
    goodputBps,
    lossByFate,
    latencyNs: latencySummary(flows.latency[flow]),
    waterfallNs: waterfall(engine, flow),
    limit: limitOf(engine, demand, flow, goodputBps, tcp),
    tcp,
  };
}

/** From a flow's start to its stop, or to the last arrival where that is later; a finished transfer's ends with it. */
function goodputSpanNs({ flows }: PacketEngine, untilNs: number, demand: FlowDemand, flow: number): number {
  const lastNs = flows.lastAt[flow];
  const sized = demand.pattern === 'bulk' && demand.transferBytes !== Infinity;
  const endNs = sized ? lastNs : Math.max(lastNs, Math.min(demand.stopNs, untilNs));
  return endNs - demand.startNs;
}

function latencySummary(latency: LatencyHistogram): LatencySummary | null {
  if (latency.count === 0) return null;
  const at = (p: number) => latency.percentile(p) ?? 0;
  return {
    min: latency.min,
    mean: latency.sum / latency.count,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: latency.max,
  };
}

/** The mean latency in parts that add up to it. */
function waterfall({ flows }: PacketEngine, flow: number): Waterfall | null {
  const { count, sum } = flows.latency[flow];
  if (count === 0) return null;
  const sending = flows.sending[flow];
  const travelling = flows.travelling[flow];
  return {
    queueing: (sum - sending - travelling) / count,
    sending: sending / count,
    travelling: travelling / count,
  };
}

function tcpSummary(
  { conversations }: PacketEngine,
  congestion: string | undefined,
  connection: number,
): TcpSummary {
  const client = conversations.client(connection);
  return {
    congestion: congestion ?? 'cubic',
    deliveredBytes: conversations.server(connection).delivered,
    retransmissions: client.counters.retransmits,
    timeouts: client.counters.rtoCount,
    fastRecoveries: client.counters.fastRecoveries,
    smoothedRttNs: client.srttNs,
    windowSegments: client.cwnd,
    state: client.failure === '' ? client.state : client.failure,
  };
}

function limitOf(
  engine: PacketEngine,
  demand: FlowDemand,
  flow: number,
  goodputBps: number,
  tcp: TcpSummary | null,
): ThroughputLimit {
  const { directions, lastMove } = engine;
  const path = engine.pathOf(engine.streams.firstOfFlow[flow]).map((direction) => ({
    id: directionName(engine, direction),
    busy: lastMove === 0 ? 0 : directions.number(direction, D.busy) / lastMove,
    drops: directions.number(direction, D.drops),
  }));
  if (tcp === null || demand.pattern !== 'bulk') return throughputLimit({ goodputBps, path, tcp: null });
  const windowBytes = engine.conversations.windowBytes(demand.tcp);
  const finished = tcp.deliveredBytes >= demand.transferBytes;
  const { smoothedRttNs, retransmissions } = tcp;
  return throughputLimit({
    goodputBps,
    path,
    tcp: { windowBytes, smoothedRttNs, retransmissions, finished },
  });
}
