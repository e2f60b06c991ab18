import { describe, expect, it } from 'vitest';
import { ask, fabricOf } from '../../../support/design.ts';

/** `front` has an ACL of its own; `back` has none, unless the VPC has a default one. */
const design = (inbound: string, outbound: string, more = ''): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24, networkAcl: wall }
  back: { kind: aws-subnet, network: shop, cidr: 10.0.2.0/24 }
securityGroups:
  wall: { kind: aws-network-acl, network: shop, inbound: [${inbound}], outbound: [${outbound}] }
  ${more}
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.0.1.10 }
  twin: { kind: virtual-machine, subnet: front, address: 10.0.1.11 }
  data: { kind: virtual-machine, subnet: back, address: 10.0.2.10 }
`;

const https = '{ rule: 100, action: allow, protocol: tcp, ports: 443, cidr: 10.0.0.0/16 }';
const everything = '{ rule: 100, action: allow, cidr: 0.0.0.0/0 }';
const ephemeral = '{ rule: 100, action: allow, protocol: tcp, ports: "1024-65535", cidr: 10.0.0.0/16 }';
const asks = { protocol: 'tcp', port: 443 } as const;

describe('a network ACL', () => {
  it('lets in what a rule allows, and names the rule', () => {
    const result = ask(fabricOf(design(https, everything)), 'data', 'web', asks);
    expect(result.class).toBe('delivered');
    expect(result.forward.steps.map(({ sentence }) => sentence)).toContain(
      'inbound rule 100 of network ACL wall allows tcp 443 from 10.0.0.0/16',
    );
  });

  it('refuses what no rule matches', () => {
    const { forward } = ask(fabricOf(design(https, everything)), 'data', 'web', {
      protocol: 'tcp',
      port: 22,
    });
    expect(forward.fate).toBe('denied');
    expect(forward.reason).toBe('network ACL wall has no inbound rule for tcp 22 from 10.0.2.10');
  });

  it('remembers nothing: answers need a rule for the port the question came from', () => {
    const closed = ask(fabricOf(design(https, https)), 'data', 'web', asks);
    expect(closed.forward.fate).toBe('delivered');
    expect(closed.reverse.fate).toBe('denied');
    expect(ask(fabricOf(design(https, ephemeral)), 'data', 'web', asks).class).toBe('delivered');
  });

  it('asks its rules in the order of their numbers, not of the list', () => {
    const deny = '{ rule: 90, action: deny, protocol: tcp, ports: 443, cidr: 10.0.2.10/32 }';
    const { forward } = ask(fabricOf(design(`${https}, ${deny}`, everything)), 'data', 'web', asks);
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.decidedBy.record).toBe('securityGroups.wall.inbound[1]');
  });

  it('does not stand between members of one subnet', () => {
    expect(ask(fabricOf(design('', '')), 'web', 'twin', asks).class).toBe('delivered');
  });

  it('guards subnets that name none where it is the default one', () => {
    const text = design(https, everything, 'usual: { kind: aws-network-acl, network: shop, default: true }');
    const { forward } = ask(fabricOf(text), 'data', 'web', asks);
    expect(forward.reason).toContain('network ACL usual has no outbound rule for tcp 443');
  });

  it('guards the interface of an attachment in its subnet', () => {
    const text = `${design(everything, everything)}
  far: { kind: virtual-machine, subnet: other, address: 10.9.1.10 }
`
      .replace(
        'subnets:',
        `  remote: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
subnets:
  other: { kind: aws-subnet, network: remote, cidr: 10.9.1.0/24, routeTable: there }`,
      )
      .replace(
        'securityGroups:',
        `gateways: { hub: { kind: aws-transit-gateway, site: frankfurt } }
attachments:
  a: { kind: aws-transit-gateway-attachment, gateway: hub, network: shop, subnets: [front], association: t, propagation: [t] }
  b: { kind: aws-transit-gateway-attachment, gateway: hub, network: remote, subnets: [other], association: t, propagation: [t] }
routeTables:
  t: { kind: aws-transit-gateway-route-table, gateway: hub }
  here: { kind: aws-route-table, network: shop, main: true, routes: [{ to: 10.9.0.0/16, via: hub }] }
  there: { kind: aws-route-table, network: remote, routes: [{ to: 10.0.0.0/16, via: hub }] }
securityGroups:`,
      );
    expect(ask(fabricOf(text), 'data', 'far').class).toBe('delivered');
    // `data` is in `back`; on its way to the gateway it enters the interface in `front`, whose ACL now refuses it.
    const closed = text.replace(`inbound: [${everything}]`, 'inbound: []');
    const { forward } = ask(fabricOf(closed), 'data', 'far', asks);
    expect(forward.reason).toBe('network ACL wall has no inbound rule for tcp 443 from 10.0.2.10');
  });
});
