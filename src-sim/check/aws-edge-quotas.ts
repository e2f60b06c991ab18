/** What the document uses of the AWS quotas on gateways, endpoints, connections to premises and Cloud WAN. */
import type { PathStep } from '../scenario/edit.ts';
import { blocksOfNetwork, siteOfNetwork } from '../scenario/network-blocks.ts';
import type { RecordOf, Scenario } from '../scenario/schema.ts';
import { entries, nameOf } from './design.ts';
import type { QuotaUse } from './quota-use.ts';

type Gateways = RecordOf<'gateways'>;
type Attachments = RecordOf<'attachments'>;
type OfKind<T, K> = Extract<T, { readonly kind: K }>;

const ofKind = <T extends { readonly kind: string }, K extends T['kind']>(
  records: Readonly<Record<string, T>> | undefined,
  kind: K,
): [string, OfKind<T, K>][] =>
  entries(records).flatMap(([id, record]): [string, OfKind<T, K>][] =>
    record.kind === kind ? [[id, record as OfKind<T, K>]] : [],
  );

const gateways = <K extends Gateways['kind']>(scenario: Scenario, kind: K): [string, OfKind<Gateways, K>][] =>
  ofKind<Gateways, K>(scenario.gateways, kind);

const attachments = <K extends Attachments['kind']>(
  scenario: Scenario,
  kind: K,
): [string, OfKind<Attachments, K>][] => ofKind<Attachments, K>(scenario.attachments, kind);

export function awsEdgeQuotas(scenario: Scenario): QuotaUse[] {
  return [
    ...inRegions(scenario),
    ...inZones(scenario),
    ...inVpcs(scenario),
    ...onTransitGateways(scenario),
    ...onPremisesGateways(scenario),
    ...onDirectConnect(scenario),
    ...ofPolicies(scenario),
    ...inCoreNetworks(scenario),
  ];
}

const count = <T>(items: readonly T[], matches: (item: T) => boolean): number => items.filter(matches).length;

const named =
  (where: string, path: readonly PathStep[]) =>
  (fact: string, used: number): QuotaUse => ({ fact, where, path, used });

const siteOf = (scenario: Scenario, network: string): string | undefined =>
  siteOfNetwork(scenario.networks?.[network]);

function inRegions(scenario: Scenario): QuotaUse[] {
  const elastic = attachments(scenario, 'aws-elastic-address').map(([, { target }]) => {
    const gateway = scenario.gateways?.[target];
    if (gateway?.kind === 'aws-nat-gateway') return gateway.network;
    const workload = scenario.workloads?.[target];
    const subnet = workload?.kind === 'virtual-machine' ? workload.subnet : undefined;
    return scenario.subnets?.[subnet ?? '']?.network ?? '';
  });
  const vpn = attachments(scenario, 'aws-vpn-connection').map(([, { gateway: id }]) => {
    const gateway = scenario.gateways?.[id];
    if (gateway?.kind === 'aws-transit-gateway') return gateway.site;
    return gateway?.kind === 'aws-virtual-private-gateway' ? siteOf(scenario, gateway.network) : undefined;
  });
  const own = { firewalls: 'aws-network-firewall', balancers: 'aws-gateway-load-balancer' } as const;
  return entries(scenario.sites).flatMap(([id, site]) => {
    if (site.kind !== 'aws-region') return [];
    const use = named(nameOf(id, site), ['sites', id]);
    const here = (network: string): boolean => siteOf(scenario, network) === id;
    const standing = (kind: Gateways['kind'] & keyof KindsInVpcs): number =>
      count(gateways(scenario, kind), ([, { network }]) => here(network));
    return [
      use('aws.vpc.eip', count(elastic, here)),
      use(
        'aws.vpn.perregion',
        count(vpn, (region) => region === id),
      ),
      use('aws.vpn.vgw', standing('aws-virtual-private-gateway')),
      use('aws.nfw.perregion', standing(own.firewalls)),
      use('aws.gwlb.perregion', standing(own.balancers)),
      use('aws.nlb.perregion', standing('aws-endpoint-service')),
    ];
  });
}

interface KindsInVpcs {
  'aws-virtual-private-gateway': true;
  'aws-network-firewall': true;
  'aws-gateway-load-balancer': true;
  'aws-endpoint-service': true;
}

/** Every interface of a NAT gateway counts in its zone. */
function inZones(scenario: Scenario): QuotaUse[] {
  const zones = new Map<string, { used: number; first: string }>();
  for (const [id, { interfaces }] of gateways(scenario, 'aws-nat-gateway')) {
    for (const { subnet } of interfaces) {
      const record = scenario.subnets?.[subnet];
      const zone = record?.kind === 'aws-subnet' ? record.zone : undefined;
      if (zone === undefined) continue;
      const known = zones.get(zone);
      if (known === undefined) zones.set(zone, { used: 1, first: id });
      else known.used += 1;
    }
  }
  return [...zones].map(([zone, { used, first }]) =>
    named(`zone ${zone}`, ['gateways', first])('aws.nat.peraz', used),
  );
}

function inVpcs(scenario: Scenario): QuotaUse[] {
  const endpoints = [
    ...gateways(scenario, 'aws-interface-endpoint'),
    ...gateways(scenario, 'aws-gateway-load-balancer-endpoint'),
  ].map(([, { network }]) => network);
  const acls = entries(scenario.securityGroups).flatMap(([, record]) =>
    record.kind === 'aws-network-acl' ? [record.network] : [],
  );
  const cores = attachments(scenario, 'aws-core-network-attachment').map(([, { network }]) => network);
  return entries(scenario.networks).flatMap(([id, network]) => {
    if (network.kind !== 'aws-vpc') return [];
    const use = named(nameOf(id, network), ['networks', id]);
    const isHere = (other: string): boolean => other === id;
    return [
      use('aws.pl.pervpc', count(endpoints, isHere)),
      use('aws.vpc.nacl.pervpc', count(acls, isHere)),
      use('aws.cwan.attachments.vpc', count(cores, isHere)),
    ];
  });
}

function onTransitGateways(scenario: Scenario): QuotaUse[] {
  const peerings = attachments(scenario, 'aws-transit-gateway-peering');
  const pairs = new Map<string, [string, number]>();
  for (const [id, { requester, accepter }] of peerings) {
    const key = [requester, accepter].sort().join(' and ');
    pairs.set(key, [id, (pairs.get(key)?.[1] ?? 0) + 1]);
  }
  const associations = attachments(scenario, 'aws-direct-connect-association');
  return [
    ...gateways(scenario, 'aws-transit-gateway').flatMap(([id, gateway]) => {
      const use = named(nameOf(id, gateway), ['gateways', id]);
      return [
        use(
          'aws.tgw.peerings',
          count(peerings, ([, { requester, accepter }]) => requester === id || accepter === id),
        ),
        use(
          'aws.tgw.dxgw',
          count(associations, ([, association]) => association.gateway === id),
        ),
      ];
    }),
    ...[...pairs].map(([pair, [id, used]]) =>
      named(pair, ['attachments', id])('aws.tgw.peerings.pair', used),
    ),
    ...attachments(scenario, 'aws-transit-gateway-connect').map(([id, record]) =>
      named(nameOf(id, record), ['attachments', id])('aws.tgw.connect.peers', record.peers ?? 1),
    ),
  ];
}

function onPremisesGateways(scenario: Scenario): QuotaUse[] {
  const connections = attachments(scenario, 'aws-vpn-connection');
  return [
    ...gateways(scenario, 'aws-virtual-private-gateway').map(([id, gateway]) =>
      named(nameOf(id, gateway), ['gateways', id])(
        'aws.vpn.pervgw',
        count(connections, ([, connection]) => connection.gateway === id),
      ),
    ),
    ...connections.flatMap(([id, record]) =>
      scenario.gateways?.[record.gateway]?.kind === 'aws-virtual-private-gateway'
        ? [
            named(nameOf(id, record), ['attachments', id])(
              'aws.vpn.routes.vgw.in',
              record.routes?.length ?? 0,
            ),
          ]
        : [],
    ),
  ];
}

function onDirectConnect(scenario: Scenario): QuotaUse[] {
  const vifs = attachments(scenario, 'aws-virtual-interface');
  const associations = attachments(scenario, 'aws-direct-connect-association');
  const all = gateways(scenario, 'aws-direct-connect-gateway');
  const account =
    all.length === 0 ? [] : [named('the account', ['gateways', all[0][0]])('aws.dx.gateways', all.length)];
  const ofGateways = all.flatMap(([id, gateway]) => {
    const use = named(nameOf(id, gateway), ['gateways', id]);
    const to = (kind: Gateways['kind']): number =>
      count(
        associations,
        ([, each]) => each.directConnectGateway === id && scenario.gateways?.[each.gateway]?.kind === kind,
      );
    return [
      use('aws.dx.tgwpergw', to('aws-transit-gateway')),
      use('aws.dx.vgwpergw', to('aws-virtual-private-gateway')),
      use(
        'aws.dx.vifspergw',
        count(vifs, ([, vif]) => vif.gateway === id),
      ),
    ];
  });
  const ofConnections = attachments(scenario, 'aws-direct-connect').flatMap(([id, record]) => {
    const use = named(nameOf(id, record), ['attachments', id]);
    const own = vifs.filter(([, { connection }]) => connection === id);
    return [
      use(
        'aws.dx.vifs',
        count(own, ([, { type }]) => type === 'private'),
      ),
      use(
        'aws.dx.transitvifs',
        count(own, ([, { type }]) => type === 'transit'),
      ),
      use('aws.dx.vifs.total', own.length),
    ];
  });
  const prefixes = associations.flatMap(([id, record]) =>
    scenario.gateways?.[record.gateway]?.kind === 'aws-transit-gateway'
      ? [
          named(nameOf(id, record), ['attachments', id, 'allowedPrefixes'])(
            'aws.dx.tgw.prefixes',
            record.allowedPrefixes?.length ?? 0,
          ),
        ]
      : [],
  );
  return [...account, ...ofGateways, ...ofConnections, ...prefixes];
}

/** Rules and entries in lists of their own. */
function ofPolicies(scenario: Scenario): QuotaUse[] {
  return [
    ...gateways(scenario, 'aws-network-firewall').map(([id, record]) =>
      named(nameOf(id, record), ['gateways', id])('aws.nfw.rules', record.rules?.length ?? 0),
    ),
    ...gateways(scenario, 'aws-endpoint-service').map(([id, record]) =>
      named(nameOf(id, record), ['gateways', id])('aws.nlb.targets', record.targets.length),
    ),
    ...entries(scenario.routeTables).flatMap(([id, record]) =>
      record.kind === 'aws-prefix-list'
        ? [
            named(nameOf(id, record), ['routeTables', id])(
              'aws.vpc.prefixlist.entries',
              record.entries.length,
            ),
          ]
        : [],
    ),
    ...entries(scenario.securityGroups).flatMap(([id, record]) =>
      record.kind === 'aws-network-acl'
        ? [
            named(`network ACL ${nameOf(id, record)}`, ['securityGroups', id])(
              'aws.vpc.nacl.rules',
              Math.max(record.inbound?.length ?? 0, record.outbound?.length ?? 0),
            ),
          ]
        : [],
    ),
  ];
}

function inCoreNetworks(scenario: Scenario): QuotaUse[] {
  const attached = attachments(scenario, 'aws-core-network-attachment');
  return gateways(scenario, 'aws-core-network').flatMap(([id, core]) => {
    const use = named(nameOf(id, core), ['gateways', id]);
    const own = attached.filter(([, { gateway }]) => gateway === id);
    const learned = own.reduce(
      (sum, [, { network }]) => sum + blocksOfNetwork(scenario.networks?.[network]).length,
      0,
    );
    const perRegion = core.edges.map((site) => count(core.edges, (other) => other === site));
    return [
      use('aws.cwan.segments', core.segments.length),
      use('aws.cwan.edges', Math.max(...perRegion)),
      use('aws.cwan.attachments', own.length),
      use('aws.cwan.routes', learned + (core.routes?.length ?? 0)),
    ];
  });
}
