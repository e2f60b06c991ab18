/** What happens during a run: flows between machines, failures and repairs, and what is sampled. */
import type { RunSpec } from '../fabric/builder.ts';
import type { FlowDemand, SeriesProbe, TcpChoices, TimedEvent } from '../fabric/fabric.ts';
import { fnv1a } from '../quantity/hash32.ts';
import type { RecordOf } from '../scenario/schema.ts';
import { type BuildContext, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';
import { writtenBytes, writtenDuration, writtenPorts, writtenRate } from './written.ts';

/** What the format promises where the document is silent. */
const defaults = { seed: 1, duration: '1 s', packetSize: '1500 B', port: 9, bulkPort: 5001, protocol: 'udp' } as const;

export function planRun(context: BuildContext): RunSpec {
  const { simulation } = context.scenario;
  const durationNs = writtenDuration(simulation?.duration ?? defaults.duration);
  return {
    seed: simulation?.seed ?? defaults.seed,
    durationNs,
    flows: flowsOf(context),
    events: eventsOf(context),
    probes: probesOf(context),
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
  return recordsOf(context.scenario.events).map(([id, event]) => ({
    id,
    atNs: writtenDuration(event.at),
    action: event.kind,
    links: linksOf(context, event.target),
    origin: recordOrigin('events', id, event),
  }));
}

/** A record that made several links is sampled on each; the series are then told apart by the link's id. */
function probesOf(context: BuildContext): SeriesProbe[] {
  return recordsOf(context.scenario.measurements).flatMap(([id, { target, quantity, every }]) => {
    const links = linksOf(context, target);
    return links.map((link) => ({
      id: links.length === 1 ? id : `${id}@${context.builder.links[link].id}`,
      link,
      quantity,
      everyNs: writtenDuration(every),
    }));
  });
}
