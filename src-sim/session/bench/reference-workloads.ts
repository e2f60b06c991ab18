/**
 * The reference workloads as documents and as fabrics, so that results can be compared with ns-3's to the last digit and speed
 * in the same run.
 *
 * What a document does not say is put into the fabric afterwards, because the peer's programs fix it: which numbers each
 * source draws, which spine a flow takes, and how the peer's TCP and links differ from the usual.
 */
import { buildFabric } from '../../clouds/build-fabric.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import { factBook } from '../../facts/fact-book.ts';
import { planAddresses } from '../../scenario/address-plan.ts';
import { type Scenario, scenarioSchema } from '../../scenario/schema.ts';
import { type Drawing, packetBytes, range, workloads } from './workload-drawings.ts';

export interface WorkloadChoices {
  readonly load?: number;
  /** Packets that may wait at a bottleneck. */
  readonly queue?: number;
  readonly untilNs?: number;
  readonly seed?: number;
}

export const referenceWorkloadNames: readonly string[] = Object.keys(workloads);

/** The workload whose speed this one's is told as a share of; null: it has a peer instead. */
export const comparedWorkload = (name: string): string | null => workloads[name].besides ?? null;

/** The workload as a document that anybody could have written. */
export function referenceScenario(name: string, choices: WorkloadChoices = {}): Scenario {
  const workload = workloads[name];
  const drawing = workload.draw(choices.load ?? workload.load);
  const hosts = range(drawing.hosts).map((host) => ({ host, access: drawing.access(host) }));
  const routers = [
    ...new Set([...drawing.wires.flatMap(({ a, b }) => [a, b]), ...hosts.map(({ access }) => access.router)]),
  ];
  const groups = [...new Set(hosts.map(({ access }) => access.router))];
  const queue = choices.queue ?? workload.queue;
  const places = hosts.map(({ host, access: { router } }) => {
    const k = hosts.filter((other) => other.access.router === router && other.host < host).length;
    return `10.${groups.indexOf(router)}.${k}`;
  });
  return scenarioSchema.parse({
    netwright: 1,
    name: `Reference workload ${name}: ${workload.title}`,
    simulation: { seed: choices.seed ?? 1, duration: `${choices.untilNs ?? workload.untilNs} ns` },
    sites: { lab: { kind: 'data-centre' } },
    networks: { fabric: { kind: 'lan', site: 'lab', cidrs: ['10.0.0.0/8'] } },
    subnets: Object.fromEntries(
      places.map((place, host) => [
        `access${host}`,
        { kind: 'segment', network: 'fabric', cidr: `${place}.0/30` },
      ]),
    ),
    devices: Object.fromEntries(routers.map((router) => [router, routerRecord(drawing, router)])),
    ...(drawing.attachments === undefined ? {} : { attachments: drawing.attachments }),
    links: Object.fromEntries([
      ...hosts.map(({ host, access: { router, queue: own, ...figures } }) => {
        const ends = [{ to: `host${host}` }, { to: router }];
        return [`cable${host}`, { ...wireRecord(ends, figures, own ?? queue), subnet: `access${host}` }];
      }),
      ...drawing.wires.map(({ a, b, ...figures }) => [
        `${a}-${b}`,
        wireRecord([{ to: a }, { to: b }], figures, queue),
      ]),
    ]),
    workloads: Object.fromEntries(
      places.map((place, host) => [
        `host${host}`,
        { kind: 'virtual-machine', subnet: `access${host}`, address: `${place}.2` },
      ]),
    ),
    traffic: Object.fromEntries(
      range(drawing.hosts).flatMap((host) => {
        const record = drawing.traffic(host);
        return record === null ? [] : [[`from${host}`, { from: `host${host}`, ...record }]];
      }),
    ),
  });
}

const routerRecord = (drawing: Drawing, router: string) => ({
  kind: 'router',
  site: 'lab',
  routes: (drawing.routes[router] ?? []).map(([to, via]) => ({ to, via })),
});

const wireRecord = (
  ends: readonly { readonly to: string }[],
  figures: { readonly rate: string; readonly delay: string },
  queue: number,
) => ({ kind: 'wire', ends, ...figures, queue: { packets: queue }, framing: 'packet' });

/** The fabric of a workload, with what the peer's programs fix put in. */
export function referenceFabric(name: string, choices: WorkloadChoices = {}): Fabric {
  const workload = workloads[name];
  const { adjust, mtu } = workload.draw(choices.load ?? workload.load);
  const facts = factBook();
  const { scenario } = planAddresses(referenceScenario(name, choices), facts);
  const { fabric } = buildFabric(scenario, facts);
  const hostOf = (endpoint: number): number => Number(fabric.endpoints[endpoint].id.slice('host'.length));
  return {
    ...fabric,
    nodes: fabric.nodes.map((node) => ({ ...node, sharing: { by: 'five-tuple', seed: 0 } })),
    links:
      mtu === undefined
        ? fabric.links
        : fabric.links.map((link) => ({ ...link, mtu, framingBytes: packetBytes - mtu })),
    flows: fabric.flows.map((flow) => {
      const from = hostOf(flow.from);
      const seeded = Object.assign({}, flow, { chance: Math.imul(0x9e3779b9, from + 1) >>> 0 });
      return adjust?.(seeded, from, flow.to.map(hostOf)) ?? seeded;
    }),
  };
}
