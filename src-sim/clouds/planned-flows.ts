/** The traffic of a document as flows between endpoints, with what the format promises where the document is silent. */
import type { Arrivals, FlowDemand, TcpChoices } from '../fabric/flow.ts';
import type { Endpoint } from '../fabric/fabric.ts';
import { flowSizes } from '../facts/flow-sizes.ts';
import { formatAddress } from '../quantity/address.ts';
import { fnv1a } from '../quantity/hash32.ts';
import type { Variate } from '../quantity/variate.ts';
import type { Finding } from '../scenario/problem.ts';
import type { RecordOf } from '../scenario/schema.ts';
import { type BuildContext, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';
import {
  given,
  ifWritten,
  writtenAddress,
  writtenBytes,
  writtenDuration,
  writtenPercent,
  writtenPorts,
  writtenRate,
} from './written.ts';

type Traffic = RecordOf<'traffic'>;
type TrafficOf<K extends Traffic['kind']> = Extract<Traffic, { kind: K }>;

const port = {
  'constant-rate': 9,
  poisson: 9,
  'on-off': 9,
  /** RFC 3551 section 8: where RTP goes by default. */
  video: 5004,
  /** RFC 862. */
  echo: 7,
  bulk: 5001,
  'request-response': 80,
  /** RFC 7143 section 14: iSCSI. */
  storage: 3260,
  /** What vMotion uses. */
  migration: 8000,
} as const satisfies Record<Traffic['kind'], number>;

const packetSize = '1500 B';
/** What `ping` sends: 56 B behind 20 B of IPv4 and 8 B of ICMP. */
const echoSize = '84 B';
const framesPerSecond = 25;
const framePattern = 'IBBPBBPBBPBB';
const frameWeights = { I: 5, P: 3, B: 1 } as const;
const paretoShape = 1.5;
const sharedConnections = 100;
const queueDepth = 32;
/** RFC 7143 section 11.2: the basic header segment of iSCSI. */
const storageHeaderBytes = 48;
/** QEMU's default downtime-limit; rounds as in Xen. */
const downtime = '300 ms';
const rounds = 30;

const nothing: Variate = { kind: 'constant', value: 0 };

export function plannedFlows({ scenario, builder, findings }: BuildContext): FlowDemand[] {
  const endpointOf = new Map(builder.endpoints.map((endpoint, index) => [endpoint.id, index]));
  return recordsOf(scenario.traffic).flatMap(([id, flow]): FlowDemand[] => {
    const from = endpointOf.get(flow.from);
    const named = [flow.to].flat().flatMap((name) => endpointOf.get(name) ?? []);
    if (from === undefined || named.length === 0) return [];
    const { endpoints } = builder;
    const to = named.filter((end) => canTalk(endpoints[from], endpoints[end], flow));
    if (to.length < named.length) findings.push(speechless(id, flow));
    if (to.length === 0) return [];
    const ports = writtenPorts(flow.port ?? port[flow.kind]);
    const shared = {
      id,
      from,
      to,
      port: ports.from,
      portCount: ports.to - ports.from + 1,
      chance: fnv1a(id),
      ...given({ trafficClass: flow.class, address: ifWritten(flow.address, writtenAddress) }),
      startNs: ifWritten(flow.start, writtenDuration) ?? 0,
      stopNs: ifWritten(flow.stop, writtenDuration) ?? Infinity,
      origin: recordOrigin('traffic', id, flow),
    };
    if (isPackets(flow)) {
      return [{ ...shared, ...given({ dontFragment: flow.dontFragment }), ...packetPattern(flow) }];
    }
    return [{ ...shared, protocol: 'tcp', tcp: tcpChoices(flow), ...tcpPattern(flow) }];
  });
}

/** Whether the sender has an address of the family in which it would send. */
function canTalk(from: Endpoint, to: Endpoint, { address }: Traffic): boolean {
  const destinations = address === undefined ? to.addresses : [writtenAddress(address)];
  return destinations.some(({ family }) => from.addresses.some((own) => own.family === family));
}

function speechless(id: string, { from, to, address }: Traffic): Finding {
  const message =
    address === undefined
      ? `${from} has no address of the family of ${[to].flat().join(' or ')}, so they cannot talk`
      : `${from} has no address of the family of ${formatAddress(writtenAddress(address))} to send from`;
  const path = ['traffic', id, address === undefined ? 'to' : 'address'];
  return { code: 'traffic/address-family', severity: 'error', message, path };
}

type TcpTraffic = TrafficOf<'bulk' | 'request-response' | 'storage' | 'migration'>;
type PacketTraffic = Exclude<Traffic, TcpTraffic>;

const isPackets = (flow: Traffic): flow is PacketTraffic =>
  flow.kind !== 'bulk' &&
  flow.kind !== 'request-response' &&
  flow.kind !== 'storage' &&
  flow.kind !== 'migration';

function packetPattern(flow: PacketTraffic) {
  if (flow.kind === 'echo') {
    return {
      pattern: flow.kind,
      protocol: flow.protocol ?? 'icmp',
      intervalNs: writtenDuration(flow.interval ?? '1 s'),
      requests: flow.count ?? Infinity,
      packetBytes: writtenBytes(flow.packetSize ?? echoSize),
    } as const;
  }
  const packetBytes = writtenBytes(flow.packetSize ?? packetSize);
  if (flow.kind === 'video') {
    const perSecond = flow.frames ?? framesPerSecond;
    const frameBytes = frameSizes(flow, perSecond);
    return {
      pattern: flow.kind,
      protocol: 'udp',
      framesPerSecond: perSecond,
      frameBytes,
      packetBytes,
    } as const;
  }
  const steady = {
    protocol: flow.protocol ?? ('udp' as const),
    rateBps: writtenRate(flow.rate),
    packetBytes,
  };
  if (flow.kind !== 'on-off') return { pattern: flow.kind, ...steady };
  return {
    pattern: flow.kind,
    ...steady,
    onNs: varied(flow.on, writtenDuration),
    offNs: varied(flow.off, writtenDuration),
  };
}

/** Bytes of the frames of a group, so that they come to the rate and are to each other as their weights. */
function frameSizes({ rate, pattern, weights }: TrafficOf<'video'>, perSecond: number): number[] {
  const kinds = (pattern ?? framePattern).split('') as ('I' | 'P' | 'B')[];
  const weightOf = weights ?? frameWeights;
  const total = kinds.reduce((sum, kind) => sum + weightOf[kind], 0);
  const groupBytes = (writtenRate(rate) * kinds.length) / (8 * perSecond);
  return kinds.map((kind) => Math.max(1, Math.round((groupBytes * weightOf[kind]) / total)));
}

function tcpPattern(flow: TcpTraffic) {
  switch (flow.kind) {
    case 'bulk':
      return { pattern: flow.kind, transferBytes: ifWritten(flow.size, writtenBytes) ?? Infinity } as const;
    case 'request-response':
      return {
        pattern: flow.kind,
        arrivals: arrivalsOf(flow),
        connections: flow.users ?? flow.connections ?? sharedConnections,
        requestBytes: variedSize(flow.request),
        responseBytes: variedSize(flow.response),
        serviceNs: flow.work === undefined ? nothing : varied(flow.work, writtenDuration),
        workers: flow.workers ?? Infinity,
      } as const;
    case 'storage':
      return {
        pattern: flow.kind,
        blockBytes: writtenBytes(flow.block),
        headerBytes: storageHeaderBytes,
        queueDepth: flow.depth ?? queueDepth,
        readShare: ifWritten(flow.reads, writtenPercent) ?? 1,
        accessNs: ifWritten(flow.access, writtenDuration) ?? 0,
      } as const;
    case 'migration': {
      const memoryBytes = writtenBytes(flow.memory);
      return {
        pattern: flow.kind,
        memoryBytes,
        dirtyBytesPerSecond: writtenRate(flow.dirty) / 8,
        workingSetBytes: Math.min(memoryBytes, ifWritten(flow.workingSet, writtenBytes) ?? Infinity),
        downtimeNs: writtenDuration(flow.downtime ?? downtime),
        roundsMax: flow.rounds ?? rounds,
      } as const;
    }
  }
}

function arrivalsOf({ every, think, fresh }: TrafficOf<'request-response'>): Arrivals {
  if (every !== undefined) {
    return { kind: 'open', perSecond: 1e9 / writtenDuration(every), fresh: fresh ?? false };
  }
  return { kind: 'closed', thinkNs: think === undefined ? nothing : varied(think, writtenDuration) };
}

interface Distributed {
  readonly mean: string;
  readonly distribution: 'exponential' | 'pareto';
  readonly shape?: number | undefined;
}

function varied(written: string | Distributed, read: (text: string) => number): Variate {
  if (typeof written === 'string') return { kind: 'constant', value: read(written) };
  const mean = read(written.mean);
  if (written.distribution === 'exponential') return { kind: 'exponential', mean };
  return { kind: 'pareto', mean, shape: written.shape ?? paretoShape };
}

function variedSize(written: string | Distributed): Variate {
  if (written === 'web-search' || written === 'data-mining')
    return { kind: 'empirical', ...flowSizes[written] };
  return varied(written, writtenBytes);
}

function tcpChoices({ congestion, ecn, initialWindow, sendBuffer, receiveBuffer }: TcpTraffic): TcpChoices {
  const received = ifWritten(receiveBuffer, writtenBytes);
  return {
    ...given({ congestion, ecn, initialWindow, sendBuffer: ifWritten(sendBuffer, writtenBytes) }),
    ...(received === undefined
      ? {}
      : { receiveBuffer: received, receiveBufferMax: received, autotune: false }),
  };
}
