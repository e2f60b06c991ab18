/** What happens during a run: flows between machines, failures and repairs, and what is sampled. */
import type { RunSpec } from '../fabric/builder.ts';
import type { FlowDemand, SeriesProbe, TimedEvent } from '../fabric/fabric.ts';
import { fnv1a } from '../quantity/hash32.ts';
import { type BuildContext, recordsOf } from './build-context.ts';
import { recordOrigin } from './record-origin.ts';
import { writtenBytes, writtenDuration, writtenPorts, writtenRate } from './written.ts';

/** What the format promises where the document is silent. */
const defaults = { seed: 1, duration: '1 s', packetSize: '1500 B', port: 9, protocol: 'udp' } as const;

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
  return recordsOf(scenario.traffic).flatMap(([id, flow]) => {
    const from = endpointOf.get(flow.from);
    const to = [flow.to].flat().flatMap((name) => endpointOf.get(name) ?? []);
    if (from === undefined || to.length === 0) return [];
    const ports = writtenPorts(flow.port ?? defaults.port);
    return [
      {
        id,
        from,
        to,
        protocol: flow.protocol ?? defaults.protocol,
        port: ports.from,
        portCount: ports.to - ports.from + 1,
        chance: fnv1a(id),
        pattern: flow.kind,
        rateBps: writtenRate(flow.rate),
        packetBytes: writtenBytes(flow.packetSize ?? defaults.packetSize),
        startNs: flow.start === undefined ? 0 : writtenDuration(flow.start),
        stopNs: flow.stop === undefined ? Infinity : writtenDuration(flow.stop),
        origin: recordOrigin('traffic', id, flow),
      },
    ];
  });
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
