/** What happens during a run: flows between machines, failures and repairs, and what is sampled. */
import type { RunSpec } from '../fabric/builder.ts';
import type { SeriesProbe, TimedEvent } from '../fabric/fabric.ts';
import type { FlowDemand, TcpChoices } from '../fabric/flow.ts';
import { fnv1a } from '../quantity/hash32.ts';
import type { RecordOf } from '../scenario/schema.ts';
import { type BuildContext, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';
import { writtenBytes, writtenDuration, writtenPorts, writtenRate } from './written.ts';

/** What the format promises where the document is silent. */
const defaults = {
  seed: 1,
  duration: '1 s',
  packetSize: '1500 B',
  port: 9,
  bulkPort: 5001,
  protocol: 'udp',
} as const;

export function planRun(context: BuildContext): RunSpec {
  const { simulation } = context.scenario;
  const durationNs = writtenDuration(simulation?.duration ?? defaults.duration);
  return {
    seed: simulation?.seed ?? defaults.seed,
    durationNs,
    flows: flowsOf(context),
    events: eventsOf(context),
    probes: probesOf(context),
    captures: capturesOf(context),
  };
}

function flowsOf({ scenario, builder }: BuildContext): FlowDemand[] {
  const endpointOf = new Map(builder.endpoints.map((endpoint, index) => [endpoint.id, index]));
  return recordsOf(scenario.traffic).flatMap(([id, flow]): FlowDemand[] => {
    const from = endpointOf.get(flow.from);
    const to = [flow.to].flat().flatMap((name) => endpointOf.get(name) ?? []);
    if (from === undefined || to.length === 0) return [];
    const ports = writtenPorts(flow.port ?? (flow.kind === 'bulk' ? defaults.bulkPort : defaults.port));
    const shared = {
      id,
      from,
      to,
      port: ports.from,
      portCount: ports.to - ports.from + 1,
      chance: fnv1a(id),
      ...(flow.class === undefined ? {} : { trafficClass: flow.class }),
      startNs: flow.start === undefined ? 0 : writtenDuration(flow.start),
      stopNs: flow.stop === undefined ? Infinity : writtenDuration(flow.stop),
      origin: recordOrigin('traffic', id, flow),
    };
    if (flow.kind === 'bulk') {
      const transferBytes = flow.size === undefined ? Infinity : writtenBytes(flow.size);
      return [{ ...shared, protocol: 'tcp', pattern: flow.kind, transferBytes, tcp: tcpChoices(flow) }];
    }
    return [
      {
        ...shared,
        protocol: flow.protocol ?? defaults.protocol,
        pattern: flow.kind,
        rateBps: writtenRate(flow.rate),
        packetBytes: writtenBytes(flow.packetSize ?? defaults.packetSize),
      },
    ];
  });
}

function tcpChoices(bulk: Extract<RecordOf<'traffic'>, { kind: 'bulk' }>): TcpChoices {
  const { congestion, ecn, initialWindow, sendBuffer, receiveBuffer } = bulk;
  const received = receiveBuffer === undefined ? null : writtenBytes(receiveBuffer);
  return {
    ...(congestion === undefined ? {} : { congestion }),
    ...(ecn === undefined ? {} : { ecn }),
    ...(initialWindow === undefined ? {} : { initialWindow }),
    ...(sendBuffer === undefined ? {} : { sendBuffer: writtenBytes(sendBuffer) }),
    ...(received === null ? {} : { receiveBuffer: received, receiveBufferMax: received, autotune: false }),
  };
}

/** Links a record stands for: those it made, and those plugged into what it made. */
function linksOf({ builder }: BuildContext, record: string): number[] {
  const isOf = (path: string): boolean => path.slice(path.indexOf('.') + 1) === record;
  return builder.links.flatMap((link, index) => {
    const [a, b] = link.ports.map((port) => builder.nodes[builder.nodeOfPort(port)].origin.path);
    return isOf(link.origin.path) || isOf(a) || isOf(b) ? [index] : [];
  });
}

function eventsOf(context: BuildContext): TimedEvent[] {
  return recordsOf(context.scenario.events).flatMap(([id, event]) => {
    const links = linksOf(context, event.target);
    const directions =
      event.direction === undefined
        ? {}
        : { directions: links.map((link) => directionOf(context, link, event.target, event.direction!)) };
    const shared = { id, links, ...directions, origin: recordOrigin('events', id, event) };
    return changesOf(event).map(({ atNs, action }) => Object.assign({ atNs, action }, shared));
  });
}

type Change = Pick<TimedEvent, 'atNs' | 'action'>;

function changesOf(event: RecordOf<'events'>): Change[] {
  const atNs = writtenDuration(event.at);
  if (event.kind !== 'flap') return [{ atNs, action: event.kind }];
  const downNs = writtenDuration(event.down);
  const roundNs = downNs + writtenDuration(event.up);
  return Array.from({ length: event.times ?? 1 }, (_, round): Change[] => [
    { atNs: atNs + round * roundNs, action: 'fail' },
    { atNs: atNs + round * roundNs + downNs, action: 'repair' },
  ]).flat();
}

/** Forward is from the first end of a link that the record made, and away from the record where it is at an end. */
function directionOf(
  { builder }: BuildContext,
  link: number,
  record: string,
  way: 'forward' | 'back',
): number {
  const { ports, origin } = builder.links[link];
  const isRecord = (path: string): boolean => path.slice(path.indexOf('.') + 1) === record;
  const far = builder.nodes[builder.nodeOfPort(ports[1])].origin.path;
  const forward = !isRecord(origin.path) && isRecord(far) ? 1 : 0;
  return 2 * link + (way === 'forward' ? forward : 1 - forward);
}

/** A record that made several links is sampled on each; the series are then told apart by the link's id. */
function probesOf(context: BuildContext): SeriesProbe[] {
  return recordsOf(context.scenario.measurements).flatMap(([id, measurement]) => {
    if (measurement.kind !== 'series') return [];
    const { target, quantity, every } = measurement;
    const links = linksOf(context, target);
    return links.map((link) => ({
      id: links.length === 1 ? id : `${id}@${context.builder.links[link].id}`,
      link,
      quantity,
      everyNs: writtenDuration(every),
    }));
  });
}

/** Both ends of a wire; of a machine or device, its own. */
function capturesOf({ scenario, builder }: BuildContext): number[] {
  const targets = new Set(
    recordsOf(scenario.measurements).flatMap(([, each]) => (each.kind === 'capture' ? [each.target] : [])),
  );
  const isTarget = (path: string, ...collections: readonly string[]): boolean => {
    const [collection, id] = path.split('.');
    return targets.has(id) && collections.includes(collection);
  };
  return builder.links.flatMap((link) =>
    link.ports.filter((port) => {
      const node = builder.nodes[builder.nodeOfPort(port)].origin.path;
      return isTarget(link.origin.path, 'links') || isTarget(node, 'workloads', 'devices');
    }),
  );
}
