import { describe, expect, it } from 'vitest';
import { ask, fabricOf } from '../../../support/design.ts';

const design = (groups: string, ofData = 'guard'): string => `
networks:
  shop: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
subnets:
  front: { kind: aws-subnet, network: shop, cidr: 10.0.1.0/24 }
securityGroups:
${groups}
workloads:
  web: { kind: virtual-machine, subnet: front, address: 10.0.1.10, securityGroups: [callers] }
  other: { kind: virtual-machine, subnet: front, address: 10.0.1.11 }
  data: { kind: virtual-machine, subnet: front, address: 10.0.1.20, securityGroups: [${ofData}] }
`;
const callers = '  callers: { kind: aws-security-group, network: shop }';
const guard = (inbound: string, outbound = ''): string =>
  `${callers}\n  guard: { kind: aws-security-group, network: shop, inbound: [${inbound}]${outbound} }`;

describe('a security group', () => {
  it('denies what no rule allows, and says so', () => {
    const fabric = fabricOf(design(guard('{ protocol: tcp, ports: 443, cidr: 10.0.1.0/24 }')));
    expect(ask(fabric, 'web', 'data', { protocol: 'tcp', port: 443 }).class).toBe('delivered');
    const result = ask(fabric, 'web', 'data', { protocol: 'tcp', port: 80 });
    expect(result.class).toBe('denied');
    expect(result.verdict).toBe(
      'data is not reached: security group guard has no inbound rule for tcp 80 from 10.0.1.10',
    );
  });

  it('includes both ends of a range of ports', () => {
    const fabric = fabricOf(design(guard('{ protocol: udp, ports: "5000-5002", cidr: 10.0.0.0/8 }')));
    const fates = [4999, 5000, 5002, 5003].map(
      (port) => ask(fabric, 'web', 'data', { protocol: 'udp', port }).class,
    );
    expect(fates).toEqual(['denied', 'delivered', 'delivered', 'denied']);
  });

  it('admits members of a group that a rule names, and nobody else', () => {
    const fabric = fabricOf(design(guard('{ protocol: any, group: callers }')));
    expect(ask(fabric, 'web', 'data').class).toBe('delivered');
    expect(ask(fabric, 'other', 'data').class).toBe('denied');
  });

  it('admits nobody by a rule that names a group without members', () => {
    const groups = `${guard('{ protocol: any, group: empty }')}\n  empty: { kind: aws-security-group, network: shop }`;
    expect(ask(fabricOf(design(groups)), 'other', 'data').class).toBe('denied');
  });

  it('lets answers out that no outbound rule allows', () => {
    const fabric = fabricOf(
      design(guard('{ protocol: tcp, ports: 443, cidr: 10.0.0.0/8 }', ', outbound: []')),
    );
    const result = ask(fabric, 'web', 'data', { protocol: 'tcp', port: 443 });
    expect(result.class).toBe('delivered');
    expect(result.reverse.steps.map(({ sentence }) => sentence)).toContain(
      'security group guard remembers the packet that this one answers',
    );
    expect(ask(fabric, 'data', 'web').class).toBe('denied');
  });

  it('lets in what any of the groups of a machine allows', () => {
    const groups = `${guard('{ protocol: tcp, ports: 443, cidr: 10.0.0.0/8 }')}
  second: { kind: aws-security-group, network: shop, inbound: [{ protocol: tcp, ports: 22, cidr: 10.0.1.11/32 }] }`;
    const fabric = fabricOf(design(groups, 'guard, second'));
    expect(ask(fabric, 'other', 'data', { protocol: 'tcp', port: 22 }).class).toBe('delivered');
    const refused = ask(fabric, 'web', 'data', { protocol: 'tcp', port: 22 });
    expect(refused.forward.reason).toBe(
      'security groups guard and second have no inbound rule for tcp 22 from 10.0.1.10',
    );
  });

  it('does not filter a machine without groups', () => {
    expect(ask(fabricOf(design(guard(''))), 'web', 'other').class).toBe('delivered');
  });
});
