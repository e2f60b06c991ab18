import { describe, expect, it } from 'vitest';
import { ask, delayNs, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Two sites and a web server on the internet; each site has a public block. */
const design = ({ west = '', east = '', more = '', devices = '' } = {}): string => `
networks:
  world: { kind: lan, site: internet, cidrs: [198.51.100.0/24] }
  office: { kind: lan, site: cellar, cidrs: [10.1.0.0/16, 192.0.2.0/25] }
  plant: { kind: lan, site: cellar, cidrs: [10.2.0.0/16] }
subnets:
  web: { kind: segment, network: world, cidr: 198.51.100.0/25, delay: 10 ms }
  public: { kind: segment, network: office, cidr: 192.0.2.0/28, gateway: r1 }
  desks: { kind: segment, network: office, cidr: 10.1.1.0/24, gateway: r1 }
  floor: { kind: segment, network: plant, cidr: 10.2.1.0/24, gateway: r2 }
devices:
  r1: { kind: router${west} }
  r2: { kind: router${east} }
${devices}attachments:
  a1: { kind: internet-access, device: r1, site: internet, address: 203.0.113.1, prefixes: [192.0.2.0/25], delay: 5 ms }
  a2: { kind: internet-access, device: r2, site: internet, address: 203.0.113.2, delay: 5 ms }
${more}workloads:
  shop: { kind: virtual-machine, subnet: web, address: 198.51.100.10 }
  mail: { kind: virtual-machine, subnet: public, address: 192.0.2.5 }
  pc: { kind: virtual-machine, subnet: desks, address: 10.1.1.10 }
  robot: { kind: virtual-machine, subnet: floor, address: 10.2.1.10 }
`;

const withInternet = (text: string) => fabricOf(`  internet: { kind: internet }\n${text.trimStart()}`);

describe('the internet', () => {
  it('joins its own machines and public addresses behind a device', () => {
    const result = ask(withInternet(design()), 'mail', 'shop');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['mail', 'public', 'r1', 'internet', 'web', 'shop']);
  });

  it('does not carry private addresses back', () => {
    const { forward, reverse } = ask(withInternet(design()), 'pc', 'shop');
    expect(forward.fate).toBe('delivered');
    expect(reverse?.fate).toBe('no-route');
  });

  it('answers private addresses that the device translates to its own', () => {
    const west = ', translations: [{ kind: source, leaving: a1, from: [10.1.0.0/16], pool: [203.0.113.1] }]';
    const fabric = withInternet(design({ west }));
    const result = ask(fabric, 'pc', 'shop', { protocol: 'tcp', port: 443 });
    expect(result.class).toBe('delivered');
    expect(ask(fabric, 'shop', 'pc', { protocol: 'tcp', port: 443 }).forward.fate).toBe('no-route');
  });

  it('knows nothing that is not drawn', () => {
    const { forward } = ask(withInternet(design()), 'mail', '8.8.8.8');
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('internet');
  });

  it('learns public prefixes from a device that speaks BGP with its provider, and private ones never', () => {
    const west = ', bgp: { asn: 65001, announces: [connected] }';
    const text = design({ west }).replace(', prefixes: [192.0.2.0/25]', ', asn: 64500');
    const fabric = withInternet(text);
    expect(ask(fabric, 'shop', 'mail').class).toBe('delivered');
    expect(ask(fabric, 'shop', 'pc').forward.fate).toBe('no-route');
    const { forward } = ask(fabric, 'pc', 'shop');
    expect(forward.steps.find(({ at }) => at === 'r1')?.decidedBy.record).toBe('attachments.a1');
  });

  it('prefers the provider that is told the shorter path', () => {
    const west = ', bgp: { asn: 65001, announces: [connected] }';
    const second = (prepends: string): string =>
      `  b: { kind: internet-access, device: r1, site: internet, asn: 64501, delay: 1 ms${prepends} }\n`;
    const text = (more: string) =>
      design({ west, more }).replace(', prefixes: [192.0.2.0/25]', ', asn: 64500');
    const link = (more: string) =>
      ask(withInternet(text(more)), 'shop', 'mail').forward.steps.find(({ at }) => at === 'internet')?.link;
    // Equal lengths: the session whose id comes first. With two prepends over b, b has 64501 65001 65001 65001.
    expect(link(second(''))).toBe('a1');
    expect(link(second(', exports: { prepends: 2 }'))).toBe('a1');
    const first = text(second('')).replace(
      'delay: 5 ms }\n  a2',
      'delay: 5 ms, exports: { prepends: 2 } }\n  a2',
    );
    expect(
      ask(withInternet(first), 'shop', 'mail').forward.steps.find(({ at }) => at === 'internet')?.link,
    ).toBe('b');
  });
});

describe('an IPsec tunnel', () => {
  const routes = {
    west: ', routes: [{ to: 10.2.0.0/16, via: vpn }]',
    east: ', routes: [{ to: 10.1.0.0/16, via: vpn }]',
  };
  const vpn = '  vpn: { kind: ipsec-tunnel, ends: [{ to: r1 }, { to: r2 }] }\n';

  it('travels over the drawn internet, wrapped, and takes what ESP leaves of 1500 bytes', () => {
    const fabric = withInternet(design({ ...routes, more: vpn }));
    const tunnels = fabric.ports.filter(({ tunnel }) => tunnel !== undefined);
    expect(tunnels).toHaveLength(2);
    // 4 floor((1500 - 20 - 8 - 8 - 16) / 4) - 2 = 1446
    expect(tunnels.map(({ mtu }) => mtu)).toEqual([1446, 1446]);
    const result = ask(fabric, 'pc', 'robot');
    expect(result.class).toBe('delivered');
    expect(ask(fabric, 'robot', 'pc').class).toBe('delivered');
  });

  it('is a link with the figures written where the internet is not drawn', () => {
    const text = design({ ...routes, more: vpn.replace(' }]', ' }], delay: 20 ms') })
      .replace(/ {2}a[12]: .*\n/gu, '')
      .replace(/ {2}(world|web|shop): .*\n/gu, '');
    const fabric = fabricOf(text);
    const result = ask(fabric, 'pc', 'robot');
    expect(nodesPassed(result)).toEqual(['pc', 'desks', 'r1', 'r2', 'floor', 'robot']);
    expect(delayNs(fabric, result)).toBe(20_000_000);
    expect(fabric.links.find(({ id }) => id === 'vpn')?.mtu).toBe(1446);
  });

  it('exchanges routes where both ends speak BGP, unless told not to', () => {
    const speaking = {
      west: ', bgp: { asn: 65001, announces: [connected] }',
      east: ', bgp: { asn: 65002, announces: [connected] }',
    };
    expect(ask(withInternet(design({ ...speaking, more: vpn })), 'pc', 'robot').class).toBe('delivered');
    const silent = vpn.replace(' }] }', ' }], bgp: false }');
    expect(ask(withInternet(design({ ...speaking, more: silent })), 'pc', 'robot').forward.fate).toBe(
      'no-route',
    );
  });
});

describe('remote access', () => {
  it('gives each user a tunnel to the gateway', () => {
    const text = design()
      .replace(
        'devices:',
        '  users: { kind: remote-access, network: office, cidr: 10.1.200.0/24, gateway: r1, delay: 30 ms }\ndevices:',
      )
      .replace(
        'workloads:\n',
        'workloads:\n  laptop: { kind: virtual-machine, subnet: users, address: 10.1.200.10 }\n',
      );
    const fabric = withInternet(text);
    const result = ask(fabric, 'laptop', 'pc');
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual(['laptop', 'users', 'r1', 'desks', 'pc']);
    expect(
      fabric.links.filter(({ origin }) => origin.path === 'subnets.users').map(({ mtu }) => mtu),
    ).toEqual([1446]);
    expect(ask(fabric, 'laptop', 'robot').forward.fate).not.toBe('delivered');
  });
});
