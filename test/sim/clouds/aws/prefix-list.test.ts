import { describe, expect, it } from 'vitest';
import { ask, fabricOf, problemsOf } from '../../../support/design.ts';

const design = (entries: string): string => `
networks:
  a: { kind: aws-vpc, site: frankfurt, cidrs: [10.1.0.0/16] }
  b: { kind: aws-vpc, site: frankfurt, cidrs: [10.2.0.0/16] }
subnets:
  sa: { kind: aws-subnet, network: a, cidr: 10.1.1.0/24 }
  sb: { kind: aws-subnet, network: b, cidr: 10.2.1.0/24 }
attachments:
  ab: { kind: aws-vpc-peering, requester: a, accepter: b }
routeTables:
  friends: { kind: aws-prefix-list, entries: [${entries}] }
  ra: { kind: aws-route-table, network: a, main: true, routes: [{ prefixList: friends, via: ab }] }
  rb: { kind: aws-route-table, network: b, main: true, routes: [{ to: 10.1.0.0/16, via: ab }] }
securityGroups:
  guard: { kind: aws-security-group, network: a, inbound: [{ protocol: tcp, ports: 443, prefixList: friends }] }
workloads:
  one: { kind: virtual-machine, subnet: sa, address: 10.1.1.10, securityGroups: [guard] }
  two: { kind: virtual-machine, subnet: sb, address: 10.2.1.10 }
`;

describe('a prefix list', () => {
  it('stands for a route to each of its entries', () => {
    const { forward } = ask(fabricOf(design('192.0.2.0/24, 10.2.0.0/16')), 'one', 'two');
    expect(forward.fate).toBe('delivered');
    expect(forward.steps.map(({ decidedBy }) => decidedBy.record)).toContain('routeTables.ra.routes[0]');
    expect(ask(fabricOf(design('192.0.2.0/24')), 'one', 'two').forward.fate).toBe('no-route');
  });

  it('stands for its entries in a security rule', () => {
    const asked = { protocol: 'tcp', port: 443 } as const;
    expect(ask(fabricOf(design('10.2.0.0/16')), 'two', 'one', asked).class).toBe('delivered');
    const { forward } = ask(fabricOf(design('10.2.9.0/24')), 'two', 'one', asked);
    expect(forward.reason).toBe('security group guard has no inbound rule for tcp 443 from 10.2.1.10');
  });

  it('counts in the quota of a route table as often as it has entries', () => {
    // 500 routes are allowed (aws.vpc.routes); 501 entries are one too many.
    const many = Array.from({ length: 501 }, (_, n) => `10.${100 + Math.floor(n / 256)}.${n % 256}.0/24`);
    const found = problemsOf(design(many.join(', ')), 'limits/quota');
    expect(found.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^route table ra has 501 of 500 routes/),
    );
  });
});
