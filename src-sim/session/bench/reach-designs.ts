/**
 * Designs on which the reach matrix is measured, of any number of networks with one machine each:
 * - `transit`: VPCs on a transit gateway; every third machine is behind a group that admits two services only. All of it is plain
 *   routing and filters, which the matrix takes short cuts through.
 * - `checked`: routers around one core, all of which check sources (RFC 3704), so that every pair is followed step by step.
 */
import { FabricBuilder } from '../../fabric/builder.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import type { Origin } from '../../fabric/origin.ts';
import { parseAddress } from '../../quantity/address.ts';
import { parsePrefix } from '../../quantity/prefix.ts';
import { openScenario } from '../open.ts';

export const reachDesignNames = ['transit', 'checked'] as const;
export type ReachDesign = (typeof reachDesignNames)[number];

/** Networks are numbered in two parts of an address, which leaves each of them 256 addresses. */
const block = (n: number): string => `10.${n >> 8}.${n & 255}`;

export const reachFabric = (design: ReachDesign, networks: number): Fabric =>
  design === 'transit' ? transit(networks) : checked(networks);

/** The first design as a document. */
export function transitText(networks: number): string {
  const each = <T>(make: (n: number) => readonly [string, T]): Record<string, T> =>
    Object.fromEntries(Array.from({ length: networks }, (_, n) => make(n)));
  return JSON.stringify({
    netwright: 1,
    name: 'Reach',
    sites: { region: { kind: 'aws-region', region: 'eu-central-1' } },
    gateways: { hub: { kind: 'aws-transit-gateway', site: 'region', asn: 64512 } },
    networks: each((n) => [`n${n}`, { kind: 'aws-vpc', site: 'region', cidrs: [`${block(n)}.0/24`] }]),
    subnets: each((n) => [
      `s${n}`,
      { kind: 'aws-subnet', network: `n${n}`, cidr: `${block(n)}.0/25`, zone: 'eu-central-1a' },
    ]),
    attachments: each((n) => [
      `a${n}`,
      {
        kind: 'aws-transit-gateway-attachment',
        gateway: 'hub',
        network: `n${n}`,
        subnets: [`s${n}`],
        association: 'learned',
        propagation: ['learned'],
      },
    ]),
    routeTables: {
      learned: { kind: 'aws-transit-gateway-route-table', gateway: 'hub' },
      ...each((n) => [
        `r${n}`,
        {
          kind: 'aws-route-table',
          network: `n${n}`,
          main: true,
          routes: [{ to: '10.0.0.0/8', via: 'hub' }],
        },
      ]),
    },
    securityGroups: each((n) => [
      `g${n}`,
      { kind: 'aws-security-group', network: `n${n}`, inbound: n % 3 === 0 ? narrow : wide },
    ]),
    workloads: each((n) => [
      `w${n}`,
      { kind: 'virtual-machine', subnet: `s${n}`, address: `${block(n)}.10`, securityGroups: [`g${n}`] },
    ]),
  });
}

function transit(networks: number): Fabric {
  const { fabric, problems } = openScenario(transitText(networks));
  if (fabric === null) throw new RangeError(problems[0]?.message ?? 'the design has no network');
  return fabric;
}

const wide = [{ protocol: 'any', cidr: '10.0.0.0/8' }];
const narrow = [
  { protocol: 'tcp', ports: 443, cidr: '10.0.0.0/9' },
  { protocol: 'udp', ports: '5000-5100', cidr: '10.0.0.0/14' },
];

function checked(networks: number): Fabric {
  const builder = new FabricBuilder();
  const origin = (name: string): Origin => ({ path: `devices.${name}`, noun: 'router', name });
  const add = (id: string, role: 'host' | 'router', address: string | null) => {
    const addresses = address === null ? [] : [valueOf(parseAddress(address))];
    const node = builder.addNode({
      id,
      role,
      origin: origin(id),
      addresses,
      decrementsTtl: role === 'router',
    });
    const table = builder.addTable(id, origin(id));
    builder.setNodeTable(node, table);
    if (role === 'router') builder.setNode(node, { reversePath: 'strict' });
    else builder.addEndpoint({ id, node, addresses, subnet: '' });
    return { node, table };
  };
  const join = (a: number, b: number) =>
    builder.addLink({ id: `${a}-${b}`, origin: origin('wire'), ...wire }, a, b);
  const send = (table: number, prefix: string, port: number): void => {
    const action = { kind: 'forward', ports: [port] } as const;
    const entry = {
      prefix: valueOf(parsePrefix(prefix)),
      action,
      source: 'static',
      origin: origin('route'),
    } as const;
    builder.addRoute(table, entry);
  };
  const core = add('core', 'router', null);
  for (let n = 0; n < networks; n++) {
    const router = add(`r${n}`, 'router', null);
    const host = add(`w${n}`, 'host', `${block(n)}.10`);
    const [down, up] = join(core.node, router.node);
    const [inner, outer] = join(router.node, host.node);
    send(core.table, `${block(n)}.0/24`, down);
    send(router.table, '0.0.0.0/0', up);
    send(router.table, `${block(n)}.0/24`, inner);
    send(host.table, '0.0.0.0/0', outer);
  }
  return builder.build({ flows: [], events: [], probes: [], captures: [], seed: 1, durationNs: 0 });
}

const wire = {
  rateBps: 0,
  delayNs: 0,
  mtu: 0,
  framingBytes: 0,
  queue: { packets: 0, bytes: 0 },
  loss: 0,
} as const;

function valueOf<T>(
  parsed: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string },
): T {
  if (!parsed.ok) throw new RangeError(parsed.message);
  return parsed.value;
}
