/** What a run tells of each flow: its counters put into words and rates. */
import { fates, type Fate } from '../fabric/fate.ts';
import { type FlowDemand, isTcpFlow } from '../fabric/flow.ts';
import { requestSummary, migrationSummary } from './application-results.ts';
import type { Conversation } from './conversation.ts';
import type { PacketEngine } from './engine.ts';
import { limitOf } from './flow-limit.ts';
import { bulkSender } from './flow-series.ts';
import type { Jitter } from './measure/flow-counters.ts';
import { latencySummary } from './measure/latency-summary.ts';
import { type Waterfall, waterfallMeans, waterfallSums } from './measure/waterfall.ts';
import type { EchoSummary, FlowResult, JitterSummary, TcpSummary, WayBackResult } from './run-result.ts';
import { client, server } from './traffic/applications/application.ts';

export function flowResults(engine: PacketEngine, untilNs: number): FlowResult[] {
  let conversations = 0;
  return engine.fabric.flows.map((demand, flow) => {
    const conversation = isTcpFlow(demand) ? engine.conversations.all[conversations++] : null;
    return flowResult(engine, untilNs, demand, flow, conversation);
  });
}

function flowResult(
  engine: PacketEngine,
  untilNs: number,
  demand: FlowDemand,
  flow: number,
  conversation: Conversation | null,
): FlowResult {
  const { fabric } = engine;
  const { flows } = engine.ledger;
  const spanNs = goodputSpanNs(engine, untilNs, demand, flow);
  const goodBytes = conversation?.delivered() ?? flows.deliveredBytes(flow);
  const goodputBps = spanNs > 0 ? (goodBytes * 8e9) / spanNs : 0;
  const sums = waterfallOf(engine, flow, conversation?.repeatedNs(server) ?? 0);
  const tcp = conversation === null ? null : tcpSummary(conversation);
  return {
    id: demand.id,
    from: fabric.endpoints[demand.from].id,
    to: demand.to.map((endpoint) => fabric.endpoints[endpoint].id).join(', '),
    ...deliveryOf(engine, flow),
    goodputBps,
    latencyNs: latencySummary(flows.latency(flow)),
    waterfallNs: sums === null ? null : waterfallMeans(sums, flows.delivered(flow)),
    waterfallSumsNs: sums,
    jitterNs: jitterSummary(isTcpFlow(demand) ? null : flows.jitter(flow)),
    limit: limitOf(engine, demand, flow, goodputBps, tcp),
    tcp,
    back: wayBack(engine, flow, conversation),
    requests: conversation === null ? null : requestSummary(conversation, untilNs),
    migration: conversation === null ? null : migrationSummary(conversation.application.migration),
    echo: echoSummary(engine, flow),
  };
}

type Delivery = Pick<FlowResult, 'offered' | 'delivered' | 'inFlight' | 'lossByFate'>;

/** Of a flow, or of the ways back of one. */
function deliveryOf({ ledger: { flows } }: PacketEngine, counter: number): Delivery {
  const lossByFate: Partial<Record<Fate, number>> = {};
  let ended = 0;
  for (const [number, fate] of fates.entries()) {
    const count = flows.ended(counter, number);
    ended += count;
    if (fate !== 'delivered' && count > 0) lossByFate[fate] = count;
  }
  const offered = flows.offered(counter);
  return { offered, delivered: flows.delivered(counter), inFlight: offered - ended, lossByFate };
}

/** From a flow's start to its stop, or to the last arrival where that is later; what has an end of its own ends with it. */
function goodputSpanNs({ ledger }: PacketEngine, untilNs: number, demand: FlowDemand, flow: number): number {
  const lastNs = ledger.flows.lastAt(flow);
  const sized =
    demand.pattern === 'migration' || (demand.pattern === 'bulk' && demand.transferBytes !== Infinity);
  const endNs = sized ? lastNs : Math.max(lastNs, Math.min(demand.stopNs, untilNs));
  return endNs - demand.startNs;
}

function waterfallOf(
  { ledger: { flows } }: PacketEngine,
  counter: number,
  repeatedNs: number,
): Waterfall | null {
  const { count, sum } = flows.latency(counter);
  if (count === 0) return null;
  return waterfallSums({
    latencyNs: sum,
    sendingNs: flows.sendingNs(counter),
    travellingNs: flows.travellingNs(counter),
    processingNs: flows.processingNs(counter),
    repeatedNs,
  });
}

function jitterSummary(jitter: Jitter | null): JitterSummary | null {
  return jitter && { interarrival: jitter.interarrivalNs, mean: jitter.meanNs, max: jitter.maxNs };
}

function wayBack(
  engine: PacketEngine,
  flow: number,
  conversation: Conversation | null,
): WayBackResult | null {
  const { streams, ledger, fabric } = engine;
  const place = streams.answered.indexOf(flow);
  if (place < 0) return null;
  const counter = fabric.flows.length + place;
  const sums = waterfallOf(engine, counter, conversation?.repeatedNs(client) ?? 0);
  return {
    ...deliveryOf(engine, counter),
    latencyNs: latencySummary(ledger.flows.latency(counter)),
    waterfallNs: sums === null ? null : waterfallMeans(sums, ledger.flows.delivered(counter)),
  };
}

function tcpSummary(conversation: Conversation): TcpSummary {
  const sums = conversation.sums();
  const sender = conversation.connection(0, bulkSender(conversation.flow));
  const { state, failure } = conversation.connection(0, client);
  return {
    congestion: conversation.flow.tcp.congestion ?? 'cubic',
    connections: conversation.lines,
    deliveredBytes: sums.deliveredThere + sums.deliveredBack,
    retransmissions: sums.retransmissions,
    timeouts: sums.timeouts,
    fastRecoveries: sums.fastRecoveries,
    roundTripNs: latencySummary(conversation.roundTripNs),
    smoothedRttNs: sender.srttNs,
    windowSegments: sender.cwnd,
    state: failure === '' ? state : failure,
  };
}

function echoSummary({ echoes, ledger }: PacketEngine, flow: number): EchoSummary | null {
  const spread = echoes.of(flow);
  if (spread === null) return null;
  return {
    sent: ledger.flows.offered(flow),
    received: spread.roundTripNs.count,
    roundTripNs: latencySummary(spread.roundTripNs),
    mdevNs: spread.mdevNs,
  };
}
