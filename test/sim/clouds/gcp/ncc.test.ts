import { describe, expect, it } from 'vitest';
import { ask, nodesPassed } from '../../../support/design.ts';
import { gcpFabric, openTo } from '../../../support/gcp-design.ts';

/** Three networks, two of them spokes; a transit network with VPN to two offices. */
const design = ({ hub = '', a = '', b = '', west = '', east = '' } = {}): string => `networks:
  shop: { kind: gcp-vpc, defaultRoute: false }
  bank: { kind: gcp-vpc, defaultRoute: false }
  transit: { kind: gcp-vpc, defaultRoute: false, routing: global }
  office: { kind: lan, site: cellar, cidrs: [192.168.0.0/16] }
subnets:
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.1.1.0/24 }
  vault: { kind: gcp-subnet, network: bank, site: frankfurt, cidr: 10.2.1.0/24 }
  safe: { kind: gcp-subnet, network: bank, site: frankfurt, cidr: 10.2.2.0/24 }
  desks: { kind: segment, network: office, cidr: 192.168.1.0/24, gateway: branch }
  floor: { kind: segment, network: office, cidr: 192.168.2.0/24, gateway: plant }
gateways:
  hub: { kind: gcp-ncc-hub${hub} }
  west-router: { kind: gcp-cloud-router, network: transit, site: belgium, asn: 64512 }
  west-vpn: { kind: gcp-vpn-gateway, network: transit, site: belgium }
  east-router: { kind: gcp-cloud-router, network: transit, site: frankfurt, asn: 64512 }
  east-vpn: { kind: gcp-vpn-gateway, network: transit, site: frankfurt }
devices:
  branch: { kind: router, site: cellar, bgp: { asn: 65001, announces: [192.168.1.0/24] } }
  plant: { kind: router, site: cellar, bgp: { asn: 65002, announces: [192.168.2.0/24] } }
attachments:
  to-branch: { kind: gcp-vpn-connection, gateway: west-vpn, device: branch }
  to-plant: { kind: gcp-vpn-connection, gateway: east-vpn, device: plant }
  spoke-shop: { kind: gcp-ncc-spoke, hub: hub, network: shop${a} }
  spoke-bank: { kind: gcp-ncc-spoke, hub: hub, network: bank${b} }
  spoke-west: { kind: gcp-ncc-spoke, hub: hub, connections: [to-branch]${west} }
  spoke-east: { kind: gcp-ncc-spoke, hub: hub, connections: [to-plant]${east} }
securityGroups:
${openTo('shop', 'bank')}workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.1.1.10 }
  gold: { kind: virtual-machine, subnet: vault, address: 10.2.1.10 }
  cash: { kind: virtual-machine, subnet: safe, address: 10.2.2.10 }
  desk: { kind: virtual-machine, subnet: desks, address: 192.168.1.10 }
  robot: { kind: virtual-machine, subnet: floor, address: 192.168.2.10 }
`;

describe('a Network Connectivity Center hub', () => {
  it('makes the VPC spokes of a mesh know each other', () => {
    const result = ask(gcpFabric(design()), 'front', 'gold');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['front', 'web', 'shop', 'bank', 'vault', 'gold']);
    expect(result.forward.steps[2].decidedBy.record).toBe('attachments.spoke-bank');
  });

  it('keeps the edge spokes of a star apart, and lets the centre reach them', () => {
    const star = ', topology: star';
    expect(ask(gcpFabric(design({ hub: star })), 'front', 'gold').forward.fate).toBe('no-route');
    const centred = gcpFabric(design({ hub: star, a: ', group: center' }));
    expect(ask(centred, 'front', 'gold').class).toBe('delivered');
  });

  it('leaves out what a spoke does not offer', () => {
    const fabric = gcpFabric(design({ b: ', excludeRanges: [10.2.2.0/24]' }));
    expect(ask(fabric, 'front', 'gold').class).toBe('delivered');
    expect(ask(fabric, 'front', 'cash').forward.fate).toBe('no-route');
    const some = gcpFabric(design({ b: ', includeRanges: [10.2.2.0/23]' }));
    expect(ask(some, 'front', 'gold').forward.fate).toBe('no-route');
    expect(ask(some, 'front', 'cash').class).toBe('delivered');
  });

  it('leads VPC spokes to premises, which know them only where the hybrid spoke imports them', () => {
    expect(ask(gcpFabric(design()), 'front', 'desk').class).toBe('one-way');
    const fabric = gcpFabric(design({ west: ', importsSubnets: true' }));
    const result = ask(fabric, 'front', 'desk');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'front',
      'web',
      'shop',
      'transit@europe-west1',
      'west-vpn',
      'branch',
      'desks',
      'desk',
    ]);
    expect(ask(fabric, 'robot', 'front').forward.fate).toBe('no-route');
  });

  it('carries data from site to site where both spokes say so', () => {
    expect(ask(gcpFabric(design()), 'desk', 'robot').forward.fate).toBe('no-route');
    const one = gcpFabric(design({ west: ', siteToSite: true' }));
    expect(ask(one, 'desk', 'robot').forward.fate).toBe('no-route');
    const flag = ', siteToSite: true';
    const fabric = gcpFabric(design({ west: flag, east: flag }));
    const result = ask(fabric, 'desk', 'robot');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'desk',
      'desks',
      'branch',
      'west-vpn',
      'transit@europe-west1',
      'transit@europe-west3',
      'east-vpn',
      'plant',
      'floor',
      'robot',
    ]);
  });
});
