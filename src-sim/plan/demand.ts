/**
 * What a network is asked to carry: the flows of the fabric as rates between two machines. Packets that come by themselves are
 * inelastic: they do not slow down. What TCP carries is elastic: it takes what there is, up to what the application asks for.
 * Each destination of a flow is a demand of its own, with its share; so are the answers of requests, reads and echoes.
 *
 * All flows count as if they were there at the same time and for ever; starts, stops and sizes of transfers are left out, as
 * are acknowledgements.
 */
import type { Address } from '../quantity/address.ts';
import { meanOf } from '../quantity/variate.ts';
import type { Fabric } from '../fabric/fabric.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import type { FlowDemand, RequestFlow, StorageFlow, TcpChoices, TcpFlow } from '../fabric/flow.ts';
import { clientPort } from '../trace/probe-book.ts';

/** Rates that depend on the round trip: so many bytes, so many at a time, and the rest of each turn beside it. */
export interface Turns {
  readonly bytes: number;
  readonly atOnce: number;
  readonly waitNs: number;
}

export interface Demand {
  readonly id: string;
  /** Index into the fabric's flows. */
  readonly flow: number;
  /** Indices into its endpoints. */
  readonly from: number;
  readonly to: number;
  /** Who opens the connection, or sends first: `from` or `to`. */
  readonly opener: number;
  /** What it asks for. */
  readonly service: { readonly protocol: FlowDemand['protocol']; readonly port: number };
  /** Null: the two have no addresses of one family. */
  readonly header: PacketHeader | null;
  /** Whoever has the destination address, where that is not the endpoint's own. */
  readonly translated: boolean;
  readonly elastic: boolean;
  /** Of IP packets, or of the payload where it is elastic; Infinity: all there is. */
  readonly offeredBps: number;
  readonly turns: Turns | null;
  /** Mean IP packet; 0: as large as the way carries. */
  readonly packetBytes: number;
  /** What shares are by: connections. */
  readonly weight: number;
  readonly tcp: TcpChoices | null;
}

type Rates = Pick<Demand, 'elastic' | 'offeredBps' | 'turns' | 'packetBytes' | 'weight' | 'tcp'>;

export function demandsOf(fabric: Fabric): Demand[] {
  return fabric.flows.flatMap((flow, number) =>
    flow.to.flatMap((to): Demand[] => {
      const id = flow.to.length === 1 ? flow.id : `${flow.id}>${fabric.endpoints[to].id}`;
      const service = { protocol: flow.protocol, port: flow.port };
      const base = { flow: number, opener: flow.from, service, translated: flow.address !== undefined };
      const there = ratesOf(flow, 1 / flow.to.length);
      const answers = answersOf(flow, 1 / flow.to.length);
      const header = headerOf(fabric, flow, flow.from, to);
      const demands: Demand[] = [];
      if (there !== null) demands.push({ ...base, id, from: flow.from, to, header, ...there });
      if (answers !== null && flow.address === undefined) {
        const back = header === null ? null : answerHeader(header);
        demands.push({ ...base, id: `${id}:answers`, from: to, to: flow.from, header: back, ...answers });
      }
      return demands;
    }),
  );
}

function headerOf(fabric: Fabric, flow: FlowDemand, from: number, to: number): PacketHeader | null {
  const theirs: readonly Address[] =
    flow.address === undefined ? fabric.endpoints[to].addresses : [flow.address];
  for (const family of [4, 6] as const) {
    const source = fabric.endpoints[from].addresses.find((address) => address.family === family);
    const destination = theirs.find((address) => address.family === family);
    if (source === undefined || destination === undefined) continue;
    const { protocol, port } = flow;
    const ported = protocol === 'tcp' || protocol === 'udp';
    return { source, destination, protocol, sourcePort: ported ? clientPort : 0, port: ported ? port : 0 };
  }
  return null;
}

const answerHeader = ({ source, destination, protocol, sourcePort, port }: PacketHeader): PacketHeader => ({
  source: destination,
  destination: source,
  protocol,
  sourcePort: port,
  port: sourcePort,
});

const steady = (bps: number, packetBytes: number): Rates => ({
  elastic: false,
  offeredBps: bps,
  turns: null,
  packetBytes,
  weight: 1,
  tcp: null,
});

const elastic = (
  { tcp }: TcpFlow,
  offeredBps: number,
  weight: number,
  turns: Turns | null = null,
): Rates => ({ elastic: true, offeredBps, turns, packetBytes: 0, weight, tcp });

const NS_PER_S = 1e9;

function ratesOf(flow: FlowDemand, share: number): Rates | null {
  switch (flow.pattern) {
    case 'constant-rate':
    case 'poisson':
      return steady(flow.rateBps * share, flow.packetBytes);
    case 'on-off': {
      const [on, off] = [meanOf(flow.onNs), meanOf(flow.offNs)];
      return steady((flow.rateBps * share * on) / (on + off), flow.packetBytes);
    }
    case 'video': {
      const frames = flow.frameBytes.length;
      const bytes = flow.frameBytes.reduce((sum, frame) => sum + frame, 0) / frames;
      const packets = flow.frameBytes.reduce((sum, frame) => sum + Math.ceil(frame / flow.packetBytes), 0);
      return steady(8 * bytes * flow.framesPerSecond * share, (bytes * frames) / packets);
    }
    case 'echo':
      return steady((8 * flow.packetBytes * NS_PER_S * share) / flow.intervalNs, flow.packetBytes);
    case 'bulk':
    case 'migration':
      return elastic(flow, Infinity, 1);
    case 'request-response':
      return requests(flow, meanOf(flow.requestBytes));
    case 'storage':
      return flow.readShare < 1 ? blocks(flow, 1 - flow.readShare) : null;
  }
}

function answersOf(flow: FlowDemand, share: number): Rates | null {
  if (flow.pattern === 'echo') return ratesOf(flow, share);
  if (flow.pattern === 'request-response') return requests(flow, meanOf(flow.responseBytes));
  if (flow.pattern === 'storage') return flow.readShare > 0 ? blocks(flow, flow.readShare) : null;
  return null;
}

/** Of the requests, or of the answers: what each of them holds. */
function requests(flow: RequestFlow, bytes: number): Rates {
  const { arrivals, connections, serviceNs } = flow;
  if (arrivals.kind === 'open') return elastic(flow, 8 * bytes * arrivals.perSecond, connections);
  const waitNs = meanOf(arrivals.thinkNs) + meanOf(serviceNs);
  return elastic(flow, Infinity, connections, { bytes, atOnce: connections, waitNs });
}

function blocks(flow: StorageFlow, share: number): Rates {
  const { blockBytes, headerBytes, queueDepth, accessNs } = flow;
  const bytes = (blockBytes + headerBytes) * share;
  return elastic(flow, Infinity, 1, { bytes, atOnce: queueDepth, waitNs: accessNs });
}
