// What the trace says of a design, packets do: for random choices of what stands between five machines.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runFabric } from '../../../../src-sim/packet/run-fabric.ts';
import { trace } from '../../../../src-sim/trace/trace.ts';
import { fabricOf } from '../../../support/design.ts';

interface Choices {
  readonly appliance: boolean;
  readonly inspected: boolean;
  readonly passes: 'https' | 'spokes' | 'all';
  readonly regionalNat: boolean;
  readonly natAddress: boolean;
  readonly publicAddress: boolean;
  readonly acl: 'none' | 'closed' | 'https' | 'stateful-thinking';
  readonly edgeTable: boolean;
  readonly peering: boolean;
  readonly vpn: 'none' | 'bgp' | 'static';
  readonly propagates: boolean;
}

const choices: fc.Arbitrary<Choices> = fc.record({
  appliance: fc.boolean(),
  inspected: fc.boolean(),
  passes: fc.constantFrom('https', 'spokes', 'all'),
  regionalNat: fc.boolean(),
  natAddress: fc.boolean(),
  publicAddress: fc.boolean(),
  acl: fc.constantFrom('none', 'closed', 'https', 'stateful-thinking'),
  edgeTable: fc.boolean(),
  peering: fc.boolean(),
  vpn: fc.constantFrom('none', 'bgp', 'static'),
  propagates: fc.boolean(),
});

const rules = {
  https: '{ action: pass, protocol: tcp, ports: 443 }',
  spokes:
    '{ action: pass, from: 10.1.0.0/16, to: 10.2.0.0/16 }, { action: drop, to: 10.0.0.0/8 }, { action: pass }',
  all: '{ action: pass }',
} as const;

const everything = '{ rule: 100, action: allow, cidr: 0.0.0.0/0 }';
const acls = {
  none: '',
  closed: 'inbound: [], outbound: []',
  https: `inbound: [{ rule: 100, action: allow, protocol: tcp, ports: 443, cidr: 0.0.0.0/0 }], outbound: [${everything}]`,
  'stateful-thinking': `inbound: [], outbound: [${everything}]`,
} as const;

const machines = ['app', 'data', 'site', 'desk', 'door-man'] as const;
const ports = [443, 22] as const;

function text(chosen: Choices): string {
  const { inspected, acl, vpn, regionalNat } = chosen;
  const over = inspected ? 'wall' : 'nat';
  const back = inspected ? 'wall' : 'hub';
  const flows = machines.flatMap((from) =>
    machines.flatMap((to) =>
      from === to
        ? []
        : ports.map(
            (port) =>
              `  ${from}-${to}-${port}: { kind: constant-rate, from: ${from}, to: ${to}, protocol: tcp, port: ${port}, rate: 1 Mbit/s, packetSize: 200 B }`,
          ),
    ),
  );
  return `
  world: { kind: internet }
networks:
  red: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  blue: { kind: aws-vpc, site: frankfurt, cidrs: [10.2.0.0/16] }
  guard: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
  public: { kind: lan, site: world, cidrs: [198.51.100.0/24] }
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  red-a: { kind: aws-subnet, network: red, cidr: 10.1.1.0/24, zone: eu-central-1a${acl === 'none' ? '' : ', networkAcl: wallpaper'} }
  blue-b: { kind: aws-subnet, network: blue, cidr: 10.2.1.0/24, zone: eu-central-1b }
  in-a: { kind: aws-subnet, network: guard, cidr: 10.9.1.0/24, zone: eu-central-1a, routeTable: in-routes }
  in-b: { kind: aws-subnet, network: guard, cidr: 10.9.2.0/24, zone: eu-central-1b, routeTable: in-routes }
  mid-a: { kind: aws-subnet, network: guard, cidr: 10.9.3.0/24, zone: eu-central-1a, routeTable: mid-routes }
  mid-b: { kind: aws-subnet, network: guard, cidr: 10.9.4.0/24, zone: eu-central-1b, routeTable: mid-routes }
  out-a: { kind: aws-subnet, network: guard, cidr: 10.9.5.0/24, zone: eu-central-1a, routeTable: out-routes }
  out-b: { kind: aws-subnet, network: guard, cidr: 10.9.6.0/24, zone: eu-central-1b, routeTable: out-routes }
  servers: { kind: segment, network: public, cidr: 198.51.100.0/24 }
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: edge }
devices:
  edge: { kind: router, bgp: { asn: 65010, announces: [192.168.0.0/16] }${vpn === 'static' ? ', routes: [{ to: 10.0.0.0/8, via: tunnel }]' : ''} }
gateways:
  hub: { kind: aws-transit-gateway, site: frankfurt }
  wall: { kind: aws-network-firewall, network: guard, interfaces: [{ subnet: mid-a }, { subnet: mid-b }], rules: [${rules[chosen.passes]}] }
  nat: { kind: aws-nat-gateway, network: guard, interfaces: [{ subnet: out-a }${regionalNat ? ', { subnet: out-b }' : ''}] }
  gate: { kind: aws-internet-gateway, network: guard${chosen.edgeTable ? ', routeTable: edge-routes' : ''} }
attachments:
  red-joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: red, subnets: [red-a], association: spokes, propagation: [inspected] }
  blue-joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: blue, subnets: [blue-b], association: spokes, propagation: [inspected] }
  guard-joint: { kind: aws-transit-gateway-attachment, gateway: hub, network: guard, subnets: [in-a, in-b], association: inspected, applianceMode: ${chosen.appliance} }
${chosen.natAddress ? '  n1: { kind: aws-elastic-address, address: 203.0.113.1, target: nat }\n  n2: { kind: aws-elastic-address, address: 203.0.113.2, target: nat }' : ''}
${chosen.publicAddress ? '  p: { kind: aws-elastic-address, address: 203.0.113.9, target: door-man }' : ''}
${chosen.peering ? '  direct: { kind: aws-vpc-peering, requester: red, accepter: blue }' : ''}
${vpn === 'none' ? '' : `  tunnel: { kind: aws-vpn-connection, gateway: hub, device: edge, association: spokes, propagation: [${chosen.propagates ? 'inspected' : ''}]${vpn === 'static' ? ', routes: [192.168.0.0/16]' : ''} }`}
routeTables:
  spokes: { kind: aws-transit-gateway-route-table, gateway: hub, routes: [{ to: 0.0.0.0/0, via: guard-joint }] }
  inspected: { kind: aws-transit-gateway-route-table, gateway: hub }
  red-routes: { kind: aws-route-table, network: red, main: true, routes: [{ to: 0.0.0.0/0, via: hub }${chosen.peering ? ', { to: 10.2.0.0/16, via: direct }' : ''}] }
  blue-routes: { kind: aws-route-table, network: blue, main: true, routes: [{ to: 0.0.0.0/0, via: hub }] }
  in-routes: { kind: aws-route-table, network: guard, routes: [{ to: 0.0.0.0/0, via: ${over} }${inspected ? '' : ', { to: 10.0.0.0/8, via: hub }, { to: 192.168.0.0/16, via: hub }'}] }
  mid-routes: { kind: aws-route-table, network: guard, routes: [{ to: 0.0.0.0/0, via: nat }, { to: 10.0.0.0/8, via: hub }, { to: 192.168.0.0/16, via: hub }] }
  out-routes: { kind: aws-route-table, network: guard, routes: [{ to: 0.0.0.0/0, via: gate }, { to: 10.0.0.0/8, via: ${back} }, { to: 192.168.0.0/16, via: ${back} }] }
  edge-routes: { kind: aws-route-table, network: guard, routes: [{ to: 10.9.5.0/24, via: wall }] }
${acl === 'none' ? '' : `securityGroups: { wallpaper: { kind: aws-network-acl, network: red, ${acls[acl]} } }`}
workloads:
  app: { kind: virtual-machine, subnet: red-a, address: 10.1.1.10 }
  data: { kind: virtual-machine, subnet: blue-b, address: 10.2.1.10 }
  site: { kind: virtual-machine, subnet: servers, address: 198.51.100.10 }
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
  door-man: { kind: virtual-machine, subnet: out-a, address: 10.9.5.200 }
simulation: { duration: 4 ms }
traffic:
${flows.join('\n')}
`;
}

describe('packets in AWS', () => {
  it('are delivered if and only if the trace says so', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const fabric = fabricOf(text(chosen));
        const { flows } = runFabric(fabric);
        const said = flows.map(({ id }) => {
          const [from, to, port] = /^(door-man|\w+)-(door-man|\w+)-(\d+)$/.exec(id)!.slice(1);
          const { forward } = trace(fabric, { from, to, protocol: 'tcp', port: Number(port) });
          return { id, delivered: forward.fate === 'delivered' };
        });
        expect(flows.map(({ id, delivered }) => ({ id, delivered: delivered > 0 }))).toEqual(said);
      }),
      { numRuns: 60, seed: 2026 },
    );
  });
});
