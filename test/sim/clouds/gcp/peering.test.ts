import { describe, expect, it } from 'vitest';
import { ask, nodesPassed } from '../../../support/design.ts';
import { gcpFabric, openTo } from '../../../support/gcp-design.ts';

/** hub - spoke-a and hub - spoke-b; an appliance in the hub. */
const design = ({
  hubEnd = '',
  spokeEnd = '',
  peering = '',
  routes = '',
  cidrA = '10.1.1.0/24',
} = {}): string => `networks:
  hub: { kind: gcp-vpc }
  spoke-a: { kind: gcp-vpc, defaultRoute: false }
  spoke-b: { kind: gcp-vpc, defaultRoute: false }
subnets:
  shared: { kind: gcp-subnet, network: hub, site: belgium, cidr: 10.0.1.0/24 }
  web: { kind: gcp-subnet, network: spoke-a, site: belgium, cidr: ${cidrA} }
  data: { kind: gcp-subnet, network: spoke-b, site: frankfurt, cidr: 10.2.1.0/24 }
attachments:
  peer-a: { kind: gcp-vpc-peering, ends: [{ network: hub${hubEnd} }, { network: spoke-a${spokeEnd} }]${peering} }
  peer-b: { kind: gcp-vpc-peering, ends: [{ network: hub }, { network: spoke-b }] }
securityGroups:
${openTo('hub', 'spoke-a', 'spoke-b')}${routes}workloads:
  jump: { kind: virtual-machine, subnet: shared, address: 10.0.1.10 }
  nva: { kind: virtual-machine, subnet: shared, address: 10.0.1.20, forwards: true }
  front: { kind: virtual-machine, subnet: web, address: ${cidrA.replace('0/24', '10')} }
  store: { kind: virtual-machine, subnet: data, address: 10.2.1.10 }
`;

const toAppliance =
  'routeTables:\n  own: { kind: gcp-routes, network: hub, routes: [{ to: 172.16.0.0/12, via: nva }] }\n';

describe('a peering', () => {
  it('makes two networks know each other’s subnets, also in another region', () => {
    const fabric = gcpFabric(design());
    const near = ask(fabric, 'jump', 'front');
    expect(near.class).toBe('delivered');
    expect(nodesPassed(near)).toEqual(['jump', 'shared', 'hub', 'spoke-a', 'web', 'front']);
    expect(near.forward.steps[2].decidedBy.record).toBe('attachments.peer-a');
    expect(ask(fabric, 'jump', 'store').class).toBe('delivered');
  });

  it('is not transitive', () => {
    const result = ask(gcpFabric(design()), 'front', 'store');
    expect(result.forward.fate).toBe('no-route');
    expect(result.forward.steps.at(-1)?.at).toBe('web');
  });

  it('carries nothing while only one half of it exists', () => {
    const fabric = gcpFabric(design({ peering: ', inactive: true' }));
    expect(ask(fabric, 'front', 'jump').forward.fate).toBe('no-route');
    expect(ask(fabric, 'jump', 'store').class).toBe('delivered');
  });

  it('exchanges static routes only where one side offers and the other takes them', () => {
    const both = { hubEnd: ', exportCustomRoutes: true', spokeEnd: ', importCustomRoutes: true' };
    const taken = ask(gcpFabric(design({ ...both, routes: toAppliance })), 'front', '172.16.0.1');
    expect(nodesPassed(taken).slice(0, 6)).toEqual(['front', 'web', 'spoke-a', 'hub', 'shared', 'nva']);
    for (const one of [{ hubEnd: both.hubEnd }, { spokeEnd: both.spokeEnd }]) {
      const refused = ask(gcpFabric(design({ ...one, routes: toAppliance })), 'front', '172.16.0.1');
      expect(refused.forward.fate).toBe('no-route');
    }
  });

  it('never exchanges routes with tags, or those to the internet', () => {
    const both = { hubEnd: ', exportCustomRoutes: true', spokeEnd: ', importCustomRoutes: true' };
    const tagged = toAppliance.replace('via: nva', 'via: nva, tags: [x]');
    const fabric = gcpFabric(design({ ...both, routes: tagged }));
    expect(ask(fabric, 'front', '172.16.0.1').forward.fate).toBe('no-route');
    expect(ask(fabric, 'front', '8.8.8.8').forward.fate).toBe('no-route');
  });

  it('leaves subnets with public addresses out unless they are offered and taken', () => {
    const cidrA = '44.0.1.0/24';
    expect(ask(gcpFabric(design({ cidrA })), 'jump', 'front').forward.fate).not.toBe('delivered');
    const taken = design({ cidrA, hubEnd: ', importPublicSubnets: true' });
    expect(ask(gcpFabric(taken), 'jump', 'front').class).toBe('delivered');
    const held = design({
      cidrA,
      hubEnd: ', importPublicSubnets: true',
      spokeEnd: ', exportPublicSubnets: false',
    });
    expect(ask(gcpFabric(held), 'jump', 'front').forward.fate).not.toBe('delivered');
  });

  it('is what fails when the document says that it fails', () => {
    const fabric = gcpFabric(`${design()}events:\n  cut: { kind: fail, at: 10 ms, target: peer-a }\n`);
    const cut = fabric.events[0].links.map((link) => fabric.links[link].id);
    expect(cut).toEqual(['hub-spoke-a']);
  });
});
