// A hub with a firewall, two spokes peered with it: parts of it are replaced by the tests.

export interface HubChoices {
  readonly forwardedA?: boolean;
  readonly forwardedB?: boolean;
  readonly routesA?: string;
  readonly routesB?: string;
  readonly rules?: string;
  readonly more?: string;
  readonly subnetB?: string;
}

export const viaFirewall = '{ to: 0.0.0.0/0, via: firewall }';

/** Without the head of the document. `more` ends up behind the workloads, of which it may add some. */
export const hubAndSpoke = ({
  forwardedA = true,
  forwardedB = true,
  routesA = viaFirewall,
  routesB = viaFirewall,
  rules = '{ from: [10.0.0.0/8], to: [10.0.0.0/8] }',
  more = '',
  subnetB = '',
}: HubChoices = {}): string => `networks:
  hub: { kind: azure-vnet, site: europe, cidrs: [10.0.0.0/16] }
  spoke-a: { kind: azure-vnet, site: europe, cidrs: [10.1.0.0/16] }
  spoke-b: { kind: azure-vnet, site: europe, cidrs: [10.2.0.0/16] }
subnets:
  hub-fw: { kind: azure-subnet, network: hub, cidr: 10.0.1.0/26, purpose: firewall }
  hub-shared: { kind: azure-subnet, network: hub, cidr: 10.0.2.0/24 }
  web: { kind: azure-subnet, network: spoke-a, cidr: 10.1.1.0/24, routeTable: routes-a }
  data: { kind: azure-subnet, network: spoke-b, cidr: 10.2.1.0/24, routeTable: routes-b${subnetB} }
gateways:
  firewall: { kind: azure-firewall, subnet: hub-fw, rules: [${rules}] }
attachments:
  peer-a:
    kind: azure-vnet-peering
    ends: [{ network: hub }, { network: spoke-a, allowForwardedTraffic: ${forwardedA} }]
  peer-b:
    kind: azure-vnet-peering
    ends: [{ network: hub }, { network: spoke-b, allowForwardedTraffic: ${forwardedB} }]
routeTables:
  routes-a: { kind: azure-route-table, routes: [${routesA}] }
  routes-b: { kind: azure-route-table, routes: [${routesB}] }
workloads:
  jump: { kind: virtual-machine, subnet: hub-shared, address: 10.0.2.10 }
  front: { kind: virtual-machine, subnet: web, address: 10.1.1.10 }
  store: { kind: virtual-machine, subnet: data, address: 10.2.1.10 }
${more}`;
