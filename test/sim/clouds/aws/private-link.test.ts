import { describe, expect, it } from 'vitest';
import { ask, fabricOf, nodesPassed } from '../../../support/design.ts';

/** Provider and consumer have the same addresses and know nothing of each other. */
const design = ({ port = '', groups = '' } = {}): string => `
networks:
  consumer: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
  provider: { kind: aws-vpc, site: frankfurt, cidrs: [10.0.0.0/16] }
subnets:
  apps: { kind: aws-subnet, network: consumer, cidr: 10.0.1.0/24, zone: eu-central-1a }
  doors: { kind: aws-subnet, network: consumer, cidr: 10.0.2.0/24, zone: eu-central-1a }
  balancers: { kind: aws-subnet, network: provider, cidr: 10.0.1.0/24, zone: eu-central-1a }
  servers: { kind: aws-subnet, network: provider, cidr: 10.0.3.0/24, zone: eu-central-1a }
gateways:
  api: { kind: aws-endpoint-service, network: provider, interfaces: [{ subnet: balancers, address: 10.0.1.50 }], targets: [server]${port} }
  door: { kind: aws-interface-endpoint, network: consumer, service: api, interfaces: [{ subnet: doors, address: 10.0.2.20 }]${groups} }
securityGroups:
  own: { kind: aws-security-group, network: provider, inbound: [{ protocol: tcp, ports: 8443, cidr: 10.0.1.50/32 }] }
  guard: { kind: aws-security-group, network: consumer, inbound: [{ protocol: tcp, ports: 443, cidr: 10.0.9.0/24 }] }
workloads:
  app: { kind: virtual-machine, subnet: apps, address: 10.0.1.10 }
  server: { kind: virtual-machine, subnet: servers, address: 10.0.3.10, securityGroups: [own] }
`;

const https = { protocol: 'tcp', port: 443 } as const;
const listener = ', port: 443, targetPort: 8443';

describe('an interface endpoint', () => {
  it('leads to the service under its own address, although both networks have the same addresses', () => {
    const result = ask(fabricOf(design({ port: listener })), 'app', '10.0.2.20', https);
    expect(result.class).toBe('delivered');
    expect(nodesPassed(result)).toEqual([
      'app',
      'apps',
      'consumer',
      'doors',
      'door',
      'api',
      'balancers',
      'provider',
      'servers',
      'server',
    ]);
    // The server's group admits 10.0.1.50 on 8443 only: what it sees is the load balancer.
    expect(result.forward.steps.map(({ sentence }) => sentence)).toContain(
      'inbound rule 1 of security group own allows tcp 8443 from 10.0.1.50/32',
    );
    expect(result.reverse.steps.at(-1)?.at).toBe('app');
  });

  it('leads to the listener and nothing else', () => {
    const { forward } = ask(fabricOf(design({ port: listener })), 'app', '10.0.2.20', {
      protocol: 'tcp',
      port: 22,
    });
    expect(forward.fate).not.toBe('delivered');
    expect(forward.steps.at(-1)?.at).toBe('api');
  });

  it('opens nothing the other way', () => {
    const fabric = fabricOf(design({ port: listener }));
    expect(ask(fabric, 'server', '10.0.2.20', https).forward.fate).toBe('no-neighbour');
    expect(ask(fabric, 'server', '10.0.1.50', https).forward.fate).not.toBe('delivered');
  });

  it('is guarded by its security groups', () => {
    const { forward } = ask(
      fabricOf(design({ port: listener, groups: ', securityGroups: [guard]' })),
      'app',
      '10.0.2.20',
      https,
    );
    expect(forward.fate).toBe('denied');
    expect(forward.steps.at(-1)?.decidedBy.record).toBe('securityGroups.guard');
  });
});
