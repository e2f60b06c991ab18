/** What happens during a run: flows between machines, failures and repairs, and what is sampled. */
import type { RunSpec } from '../fabric/builder.ts';
import type { FlowProbe, NodeProbe, SeriesProbe, TimedEvent } from '../fabric/fabric.ts';
import type { FlowDemand } from '../fabric/flow.ts';
import type { RecordOf } from '../scenario/schema.ts';
import { type BuildContext, recordsOf } from './build-context.ts';
import { linkPathsOf } from './host-links.ts';
import { plannedFlows } from './planned-flows.ts';
import { recordOrigin } from './record-origin.ts';
import type { Reaction } from './relearning.ts';
import { writtenDuration } from './written.ts';

/** What the format promises where the document is silent. */
const defaults = {
  seed: 1,
  duration: '1 s',
} as const;

export function planRun(context: BuildContext): RunSpec {
  const { simulation } = context.scenario;
  const flows = plannedFlows(context);
  const durationNs = writtenDuration(simulation?.duration ?? defaults.duration);
  return {
    seed: simulation?.seed ?? defaults.seed,
    durationNs,
    flows,
    events: eventsOf(context),
    probes: probesOf(context),
    flowProbes: flowProbesOf(context, flows),
    nodeProbes: nodeProbesOf(context),
    captures: capturesOf(context),
  };
}

/** Links a record stands for: those it made, and those plugged into what it made. */
function linksOf({ builder, scenario }: BuildContext, record: string): number[] {
  const ofHost = scenario.hosts?.[record] === undefined ? null : linkPathsOf(scenario, record);
  const isOf = (path: string): boolean =>
    ofHost === null ? path.slice(path.indexOf('.') + 1) === record : ofHost.has(path);
  return builder.links.flatMap((link, index) => {
    const [a, b] = link.ports.map((port) => builder.nodes[builder.nodeOfPort(port)].origin.path);
    return isOf(link.origin.path) || isOf(a) || isOf(b) ? [index] : [];
  });
}

function eventsOf(context: BuildContext): TimedEvent[] {
  return recordsOf(context.scenario.events).flatMap(([id, event]) => {
    if (event.kind === 'migrate') return moveOf(context, id, event);
    const links = linksOf(context, event.target);
    const directions =
      event.direction === undefined
        ? {}
        : { directions: links.map((link) => directionOf(context, link, event.target, event.direction!)) };
    const shared = { id, links, ...directions, origin: recordOrigin('events', id, event) };
    return changesOf(event).map(({ atNs, action }) => Object.assign({ atNs, action }, shared));
  });
}

type Migration = Extract<RecordOf<'events'>, { kind: 'migrate' }>;

/** Stopped, all its wires are dead to it; when it goes on, it tells the segment where it is (as QEMU and vSphere do). */
function moveOf(context: BuildContext, id: string, event: Migration): TimedEvent[] {
  const { builder, machines, seats, scenario } = context;
  const machine = machines.get(event.target);
  const seat = seats.get(event.target);
  if (machine === undefined || seat === undefined) return [];
  const origin = recordOrigin('events', id, event);
  const atNs = writtenDuration(event.at);
  const wires = builder.links.flatMap(({ ports, origin: { path } }, link) =>
    path.startsWith('links.') && ports.some((port) => builder.nodeOfPort(port) === seat) ? [link] : [],
  );
  const there = wires.filter((link) => builder.links[link].id === event.to);
  if (there.length === 0 || scenario.links?.[event.to] === undefined) return [];
  const upNs = atNs + writtenDuration(event.blackout);
  return [
    { id, atNs, action: 'fail', links: wires, origin },
    { id, atNs: upNs, action: 'repair', links: there, announces: machine.ports.slice(0, 1), origin },
  ];
}

/** Events that routing reacts to, and when: a move as soon as the machine is heard, unless it is said otherwise. */
export function reactionsOf({ scenario }: BuildContext, events: readonly TimedEvent[]): Reaction[] {
  return events.flatMap((event): Reaction[] => {
    const record = scenario.events?.[event.id];
    if (record === undefined || record.kind === 'flap') return [];
    if (record.kind === 'migrate') {
      if (event.action !== 'repair') return [];
      return [{ event, afterNs: writtenDuration(record.converges ?? '0 s') }];
    }
    return record.converges === undefined ? [] : [{ event, afterNs: writtenDuration(record.converges) }];
  });
}

type Change = Pick<TimedEvent, 'atNs' | 'action'>;

function changesOf(event: Exclude<RecordOf<'events'>, Migration>): Change[] {
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

function flowProbesOf({ scenario }: BuildContext, flows: readonly FlowDemand[]): FlowProbe[] {
  return recordsOf(scenario.measurements).flatMap(([id, measurement]) => {
    if (measurement.kind !== 'flow-series') return [];
    const flow = flows.findIndex((each) => each.id === measurement.target);
    const { quantity, every } = measurement;
    return flow < 0 ? [] : [{ id, flow, quantity, everyNs: writtenDuration(every) }];
  });
}

/** A record that made several nodes is sampled at each; the series are then told apart by the node's id. */
function nodeProbesOf({ scenario, builder }: BuildContext): NodeProbe[] {
  return recordsOf(scenario.measurements).flatMap(([id, measurement]) => {
    if (measurement.kind !== 'node-series') return [];
    const { target, quantity, every } = measurement;
    const nodes = builder.nodes.flatMap(({ origin }, node) =>
      origin.path.split('.')[1] === target ? [node] : [],
    );
    return nodes.map((node) => ({
      id: nodes.length === 1 ? id : `${id}@${builder.nodes[node].id}`,
      node,
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
      return isTarget(link.origin.path, 'links') || isTarget(node, 'workloads', 'devices', 'switches');
    }),
  );
}
