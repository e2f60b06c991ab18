/** What the document uses of each Google Cloud quota it can use up. */
import { parseRate } from '../quantity/rate.ts';
import type { PathStep } from '../scenario/edit.ts';
import type { Scenario } from '../scenario/schema.ts';
import { entries, nameOf } from './design.ts';
import { gcpRegionOf, ofKind } from './gcp-design.ts';
import type { QuotaUse } from './quota-use.ts';

type Count = (fact: string, used: number) => QuotaUse;

const counting =
  (where: string, ...path: PathStep[]): Count =>
  (fact, used) => ({ fact, where, path, used });

const tally = (names: readonly string[]): ((name: string) => number) => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (name) => counts.get(name) ?? 0;
};

export function gcpQuotas(scenario: Scenario): QuotaUse[] {
  return [
    ...inNetworks(scenario),
    ...inSubnets(scenario),
    ...inProjects(scenario),
    ...atRouters(scenario),
    ...onLines(scenario),
    ...atHubs(scenario),
  ];
}

function inNetworks(scenario: Scenario): QuotaUse[] {
  const subnets = ofKind(scenario.subnets, 'gcp-subnet');
  const ranges = tally(
    subnets.flatMap(([, { network, secondary = [] }]) =>
      Array.from({ length: 1 + secondary.length }, () => network),
    ),
  );
  const machines = tally(
    entries(scenario.workloads).flatMap(([, { subnet, kind }]) => {
      const record = scenario.subnets?.[subnet];
      return record?.kind === 'gcp-subnet' && kind === 'virtual-machine' ? [record.network] : [];
    }),
  );
  const endpoints = tally(
    ofKind(scenario.workloads, 'gcp-psc-endpoint').flatMap(([, { subnet }]) => {
      const network = scenario.subnets?.[subnet]?.network;
      return network === undefined ? [] : [network];
    }),
  );
  const peerings = ofKind(scenario.attachments, 'gcp-vpc-peering');
  const peered = tally(peerings.flatMap(([, { ends }]) => ends.map(({ network }) => network)));
  const groups = groupRoutes(scenario);
  return ofKind(scenario.networks, 'gcp-vpc').flatMap(([id, network]) => {
    const use = counting(nameOf(id, network), 'networks', id);
    return [
      use('gcp.vpc.peerings', peered(id)),
      use('gcp.vpc.subnetranges', ranges(id)),
      use('gcp.vpc.instances', machines(id)),
      use('gcp.vpc.ilb', endpoints(id)),
      use('gcp.vpc.routes.static.group', groups(id)),
    ];
  });
}

/** Static routes of a network and, of its peers, those they offer it where it takes them. */
function groupRoutes(scenario: Scenario): (network: string) => number {
  const own = (network: string, exported: boolean): number =>
    ofKind(scenario.routeTables, 'gcp-routes')
      .filter(([, table]) => table.network === network)
      .flatMap(([, { routes }]) => routes)
      .filter(({ tags, hop }) => !exported || (tags === undefined && hop === undefined)).length;
  return (network) =>
    ofKind(scenario.attachments, 'gcp-vpc-peering').reduce(
      (sum, [, { ends, inactive }]) => {
        const n = ends.findIndex((end) => end.network === network);
        if (n === -1 || inactive === true) return sum;
        const other = ends[1 - n];
        const taken = ends[n].importCustomRoutes === true && other.exportCustomRoutes === true;
        return taken ? sum + own(other.network, true) : sum;
      },
      own(network, false),
    );
}

function inSubnets(scenario: Scenario): QuotaUse[] {
  return [
    ...ofKind(scenario.subnets, 'gcp-subnet').map(([id, subnet]) =>
      counting(nameOf(id, subnet), 'subnets', id)('gcp.vpc.secondary', subnet.secondary?.length ?? 0),
    ),
    ...ofKind(scenario.workloads, 'virtual-machine').map(([id, machine]) =>
      counting(nameOf(id, machine), 'workloads', id)('gcp.vpc.alias', machine.aliases?.length ?? 0),
    ),
  ];
}

function inProjects(scenario: Scenario): QuotaUse[] {
  const shared = ofKind(scenario.networks, 'gcp-vpc').filter(
    ([, { sharedWith = [] }]) => sharedWith.length > 0,
  );
  const hosts = new Set(shared.map(([id, { project }]) => project ?? id));
  return shared
    .slice(0, 1)
    .map(([id]) => counting('the organisation', 'networks', id)('gcp.vpc.sharedhosts', hosts.size));
}

function atRouters(scenario: Scenario): QuotaUse[] {
  const routers = ofKind(scenario.gateways, 'gcp-cloud-router');
  const places = tally(routers.map(([, each]) => placeOf(scenario, each)));
  const sessions = sessionsOf(scenario);
  return routers.flatMap(([id, router]) => {
    const use = counting(nameOf(id, router), 'gateways', id);
    return [
      use('gcp.cr.peers', sessions(id)),
      use('gcp.cr.perregion', places(placeOf(scenario, router))),
      use('gcp.cr.adv', router.advertises?.length ?? 0),
    ];
  });
}

interface Standing {
  readonly network: string;
  readonly site: string;
}

const placeOf = (scenario: Scenario, { network, site }: Standing): string =>
  `${network} ${gcpRegionOf(scenario, site)}`;

/** A tunnel or a VLAN attachment is a session of the router it uses. */
function sessionsOf(scenario: Scenario): (router: string) => number {
  const routers = ofKind(scenario.gateways, 'gcp-cloud-router').filter(([, { asn }]) => asn !== undefined);
  const routerOf = (gateway: string): string[] => {
    const record = scenario.gateways?.[gateway];
    if (record?.kind !== 'gcp-vpn-gateway' && record?.kind !== 'gcp-vlan-attachment') return [];
    const place = placeOf(scenario, record);
    const found = record.router ?? routers.find(([, each]) => placeOf(scenario, each) === place)?.[0];
    return found === undefined ? [] : [found];
  };
  const tunnels = ofKind(scenario.attachments, 'gcp-vpn-connection').flatMap(([, each]) =>
    each.routes === undefined
      ? Array.from({ length: each.tunnels ?? 2 }, () => [each.gateway, each.device]).flat()
      : [],
  );
  const lines = ofKind(scenario.gateways, 'gcp-vlan-attachment').map(([id]) => id);
  return tally([...tunnels, ...lines].flatMap(routerOf));
}

const BPS_PER_GBPS = 1_000_000_000;

function onLines(scenario: Scenario): QuotaUse[] {
  return ofKind(scenario.gateways, 'gcp-vlan-attachment').flatMap(([id, line]) => {
    const fact = line.type === 'partner' ? 'gcp.ic.vlan.max.partner' : 'gcp.ic.vlan.max.dedicated';
    const rate = parseRate(line.rate);
    return rate.ok
      ? [counting(nameOf(id, line), 'gateways', id, 'rate')(fact, rate.value / BPS_PER_GBPS)]
      : [];
  });
}

function atHubs(scenario: Scenario): QuotaUse[] {
  const spokes = ofKind(scenario.attachments, 'gcp-ncc-spoke');
  const vpcs = tally(spokes.flatMap(([, { hub, network }]) => (network === undefined ? [] : [hub])));
  return [
    ...ofKind(scenario.gateways, 'gcp-ncc-hub').map(([id, hub]) =>
      counting(nameOf(id, hub), 'gateways', id)('gcp.ncc.vpcspokes', vpcs(id)),
    ),
    ...spokes.flatMap(([id, spoke]) => {
      const use = counting(nameOf(id, spoke), 'attachments', id);
      const kinds = (spoke.connections ?? []).map((each) => scenario.attachments?.[each]);
      const tunnels = kinds.reduce(
        (sum, each) => sum + (each?.kind === 'gcp-vpn-connection' ? (each.tunnels ?? 2) : 0),
        0,
      );
      const ranges = Math.max(spoke.includeRanges?.length ?? 0, spoke.excludeRanges?.length ?? 0);
      return [
        use('gcp.ncc.vpn.spoke', tunnels),
        use('gcp.ncc.vlan.spoke', kinds.filter((each) => each === undefined).length),
        use('gcp.ncc.exportranges', ranges),
      ];
    }),
  ];
}
