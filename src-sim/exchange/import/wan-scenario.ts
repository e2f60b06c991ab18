/**
 * A wide area network as a document: a router for each node, which learns its ways by interior routing with the costs of the lines;
 * behind each router that traffic begins or ends at, a segment with one machine; a wire for each line, on which only the
 * packets themselves take room, so that its load is that of the demands; traffic of constant rate for each demand.
 *
 * Lines without a delay get the estimate for their length where coordinates are degrees, and none else: places on a drawing say
 * nothing of lengths. Lines without a rate get one that all demands together do not fill.
 */
import { greatCircleKm } from '../../facts/great-circle.ts';
import { estimatedRoundTrip } from '../../facts/latency-estimate.ts';
import { formatDuration } from '../../quantity/duration.ts';
import { formatRate } from '../../quantity/rate.ts';
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { RecordNames } from './record-names.ts';
import type { WanDemand, WanLine, WanNode, WanTopology } from './wan-topology.ts';

export interface WanChoices {
  /** `both`: each demand also goes back, with the same rate. Left out: as listed. */
  readonly demands?: 'listed' | 'both';
}

export interface ImportedScenario {
  readonly scenario: Scenario;
  /** What was taken to be so, or left out, in sentences. */
  readonly notes: readonly string[];
}

interface Names {
  readonly router: string;
  readonly site: string;
  readonly network: string;
  readonly segment: string;
  readonly machine: string;
}

export function wanScenario(
  topology: WanTopology,
  { demands: wish = 'listed' }: WanChoices = {},
): ImportedScenario {
  const { title, nodes } = topology;
  const notes = [...topology.notes];
  const geographic = isGeographic(topology);
  const listed = usefulDemands(topology, notes);
  const demands = wish === 'both' ? listed.flatMap(bothWays) : listed;
  const lines = usefulLines(topology, notes);
  const names = new RecordNames();
  const namesOf = nodes.map(({ name }): Names => {
    const router = names.idFor(name);
    const [site, network, segment, machine] = ['site-', 'lan-', 'segment-', 'host-'].map((prefix) =>
      names.idFor(router, prefix),
    );
    return { router, site, network, segment, machine };
  });
  const active = new Set(demands.flatMap(({ from, to }) => [from, to]));
  const all = nodes.map((node, n) => ({ node, n, own: namesOf[n] }));
  const behind = all.filter(({ n }) => active.has(n));
  const block = (n: number): string => `10.${n >> 8}.${n & 255}`;
  const table = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
    Object.fromEntries(entries);
  const scenario: Scenario = {
    netwright: 1,
    name: title.slice(0, 200),
    sites: table(all.map(({ node, own }) => [own.site, siteOf(node, geographic)])),
    networks: table(
      behind.map(({ n, own }) => [own.network, { kind: 'lan', site: own.site, cidrs: [`${block(n)}.0/24`] }]),
    ),
    subnets: table(
      behind.map(({ n, own }) => [
        own.segment,
        { kind: 'segment', network: own.network, cidr: `${block(n)}.0/24`, gateway: own.router },
      ]),
    ),
    devices: table(
      all.map(({ node, own }) => [
        own.router,
        { kind: 'router', name: node.name.slice(0, 200), site: own.site },
      ]),
    ),
    links: wires(lines, topology, namesOf, names, geographic, rateForUnknown(demands, lines, notes)),
    workloads: table(
      behind.map(({ n, own }) => [
        own.machine,
        { kind: 'virtual-machine', subnet: own.segment, address: `${block(n)}.10` },
      ]),
    ),
    traffic: table(
      demands.map(({ name, from, to, rateBps }) => [
        names.idFor(name, 'demand-'),
        {
          kind: 'constant-rate',
          from: namesOf[from].machine,
          to: namesOf[to].machine,
          rate: formatRate(rateBps),
        },
      ]),
    ),
    view: { positions: positions(all) },
  };
  if (geographic && lines.some(({ delayNs }) => delayNs === null)) {
    notes.push('Delays are estimates for the distance between the coordinates.');
  } else if (!geographic && lines.some(({ delayNs }) => delayNs === null)) {
    notes.push('Coordinates are no degrees, so lines have no delay.');
  }
  return { scenario, notes };
}

/** Degrees stay within bounds; of files that do not say, those that leave them on any node are drawings. */
function isGeographic({ geographic, nodes }: WanTopology): boolean {
  const within = nodes.every(({ x, y }) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  return within && (geographic ?? nodes.some(({ x, y }) => x !== 0 || y !== 0));
}

function siteOf({ name, x, y }: WanNode, geographic: boolean): RecordOf<'sites'> {
  const place = geographic ? { latitude: y, longitude: x } : {};
  return { kind: 'data-centre', name: name.slice(0, 200), ...place };
}

function usefulDemands({ demands }: WanTopology, notes: string[]): WanDemand[] {
  const useful = demands.filter(({ from, to, rateBps }) => from !== to && rateBps > 0);
  const left = demands.length - useful.length;
  if (left > 0) notes.push(`${left} demands of nothing, or from a node to itself, are left out.`);
  return useful;
}

const bothWays = (demand: WanDemand): WanDemand[] => [
  demand,
  { ...demand, name: `${demand.name}-back`, from: demand.to, to: demand.from },
];

function usefulLines({ lines }: WanTopology, notes: string[]): WanLine[] {
  const useful = lines.filter(({ a, b }) => a !== b);
  const left = lines.length - useful.length;
  if (left > 0) notes.push(`${left} links from a node to itself are left out.`);
  return useful;
}

/** A power of ten that is more than all demands in sum. */
function rateForUnknown(demands: readonly WanDemand[], lines: readonly WanLine[], notes: string[]): number {
  const total = demands.reduce((sum, { rateBps }) => sum + rateBps, 1);
  let rate = 1_000_000;
  while (rate < total) rate *= 10;
  const unknown = lines.filter(({ rateBps }) => rateBps === null || rateBps === 0).length;
  if (unknown > 0) {
    notes.push(
      `${unknown} of ${lines.length} links have no capacity in the file: ${formatRate(rate)}, more than all demands in sum, stands in.`,
    );
  }
  return rate;
}

function wires(
  lines: readonly WanLine[],
  { nodes }: WanTopology,
  namesOf: readonly Names[],
  names: RecordNames,
  geographic: boolean,
  otherwiseBps: number,
): Record<string, RecordOf<'links'>> {
  const entries = lines.map(({ name, a, b, rateBps, delayNs, costA, costB }): [string, RecordOf<'links'>] => {
    const end = (node: number, metric: number | null) => ({
      to: namesOf[node].router,
      ...(metric === null ? {} : { metric }),
    });
    const known = rateBps === null || rateBps === 0 ? otherwiseBps : rateBps;
    const delay = delayNs ?? (geographic ? lineDelayNs(nodes[a], nodes[b]) : 0);
    return [
      names.idFor(name, 'link-'),
      {
        kind: 'wire',
        ends: [end(a, costA), end(b, costB)],
        rate: formatRate(known),
        delay: formatDuration(delay),
        framing: 'packet',
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Half of the estimated round trip, in whole microseconds; places that are one are not apart. */
function lineDelayNs(a: WanNode, b: WanNode): number {
  const [from, to] = [a, b].map(({ x, y }) => ({ latitude: y, longitude: x }));
  if (greatCircleKm(from, to) < 1) return 0;
  return Math.round((estimatedRoundTrip(from, to).rttMs * 1000) / 2) * 1000;
}

/** Fitted into a square of the canvas, north up. */
function positions(all: readonly { readonly node: WanNode; readonly own: Names }[]) {
  const side = 120 * Math.ceil(Math.sqrt(all.length)) + 400;
  const range = (values: readonly number[]): [number, number] => {
    let [least, most] = [Infinity, -Infinity];
    for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
    return [least, Math.max(most - least, 1e-9)];
  };
  const [left, width] = range(all.map(({ node }) => node.x));
  const [bottom, height] = range(all.map(({ node }) => node.y));
  const scale = side / Math.max(width, height);
  return Object.fromEntries(
    all.map(({ node, own }) => [
      own.router,
      { x: Math.round((node.x - left) * scale), y: Math.round((bottom + height - node.y) * scale) },
    ]),
  );
}
