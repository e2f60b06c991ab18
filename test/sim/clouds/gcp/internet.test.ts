import { describe, expect, it } from 'vitest';
import { ask, nodesPassed } from '../../../support/design.ts';
import { gcpFabric, openTo } from '../../../support/gcp-design.ts';

const design = ({ gateways = '', attachments = '', firewall = openTo('shop') } = {}): string => `networks:
  shop: { kind: gcp-vpc }
  world: { kind: lan, site: net, cidrs: [198.51.100.0/24] }
subnets:
  web: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.1.0/24 }
  back: { kind: gcp-subnet, network: shop, site: belgium, cidr: 10.0.2.0/24 }
  servers: { kind: segment, network: world, cidr: 198.51.100.0/25 }
${gateways === '' ? '' : `gateways:\n  router: { kind: gcp-cloud-router, network: shop, site: belgium }\n${gateways}`}${
  attachments === '' ? '' : `attachments:\n${attachments}`
}securityGroups:
${firewall}workloads:
  front: { kind: virtual-machine, subnet: web, address: 10.0.1.10 }
  store: { kind: virtual-machine, subnet: back, address: 10.0.2.10 }
  server: { kind: virtual-machine, subnet: servers, address: 198.51.100.10 }
`;

const external = '  public: { kind: gcp-external-address, workload: front, address: 203.0.113.7 }\n';
const nat = (more = ''): string =>
  `  nat: { kind: gcp-cloud-nat, router: router, addresses: [203.0.113.9]${more} }\n`;

describe('the way to the internet', () => {
  it('is open to a machine with an external address, in both directions', () => {
    const fabric = gcpFabric(design({ attachments: external }));
    const out = ask(fabric, 'front', 'server');
    expect(out.class).toBe('delivered');
    expect(nodesPassed(out)).toEqual(['front', 'web', 'shop', 'shop:internet', 'net', 'servers', 'server']);
    expect(ask(fabric, 'server', '203.0.113.7').forward.fate).toBe('delivered');
    // The address of another machine of the network is none of it.
    expect(ask(fabric, 'store', 'server').verdict).toContain('neither has the machine an external address');
  });

  it('needs a firewall rule inwards, and none outwards', () => {
    const fabric = gcpFabric(
      design({
        attachments: external,
        firewall: '  x: { kind: gcp-firewall-rule, network: shop, action: allow, ranges: [10.0.0.0/8] }\n',
      }),
    );
    expect(ask(fabric, 'front', 'server').class).toBe('delivered');
    expect(ask(fabric, 'server', '203.0.113.7').forward.fate).toBe('denied');
  });

  it('is open outwards only through Cloud NAT, for the subnets it serves', () => {
    const fabric = gcpFabric(design({ gateways: nat(', subnets: [web]') }));
    expect(ask(fabric, 'front', 'server').class).toBe('delivered');
    expect(ask(fabric, 'server', '203.0.113.9').forward.fate).not.toBe('delivered');
    expect(ask(fabric, 'store', 'server').forward.fate).toBe('denied');
  });

  it('gives each machine its ports: 64, or what is written, of 64,512 of an address', () => {
    const translationOf = (more = '') =>
      gcpFabric(design({ gateways: nat(more) })).nodes.find(({ id }) => id === 'shop:internet')
        ?.translations?.[0];
    // 65,536 ports less the first 1,024.
    expect(translationOf()).toMatchObject({ portsEachMax: 64, poolPortFrom: 1024, poolPortTo: 65_535 });
    expect(translationOf(', maxPortsPerVm: 4096')).toMatchObject({
      portsEachMax: 4096,
      reuse: 'per-destination',
    });
    expect(translationOf(', endpointIndependent: true')).toMatchObject({ reuse: 'never' });
  });
});
