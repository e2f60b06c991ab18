/**
 * Tenants of one platform, each with a network of its own, and a transit network between them: a route table per tenant
 * says whom it reaches. Tenants 1 and 2, 3 and 4, and so on have agreed to reach each other.
 */
import { placeOf, regionParameter } from './cloud-regions.ts';
import { cutPool } from './cut-pool.ts';
import { each, listed } from './lines.ts';
import type { Template } from './template.ts';
import { granted, grantedParameter, poolParameter, spokesParameter } from './usual-parameters.ts';

export const tenantTransit: Template = {
  id: 'tenant-transit',
  title: 'Transit between tenants',
  description:
    'A route table per tenant on a transit gateway: all reach the platform services, two tenants reach each other where both agreed.',
  parameters: () => [
    spokesParameter(500, 'how many tenants, a network each'),
    poolParameter,
    regionParameter('aws', 'eu-central-1'),
    grantedParameter('vpcs', 'aws.vpc.perregion', 100),
    grantedParameter('tables', 'aws.tgw.routetables', 100),
  ],
  write(values) {
    const tenants = values.number('spokes');
    const pool = values.text('pool');
    const region = values.text('region');
    const { length, subnet } = cutPool(pool, tenants + 1);
    // 1 and 2, 3 and 4; the last of an odd number has agreed with nobody.
    const partner = (n: number): number | null => {
      const other = n % 2 === 1 ? n + 1 : n - 1;
      return other <= tenants ? other : null;
    };
    const propagation = (n: number): string =>
      ['of-platform', ...(partner(n) === null ? [] : [`of-tenant-${partner(n)}`])].join(', ');
    const calls = (n: number): string =>
      partner(n) === null
        ? ''
        : `\n  calls-${n}: { kind: poisson, from: app-${n}, to: app-${partner(n)}, protocol: tcp, port: 443, rate: 12 Mbit/s }`;
    const agreed = Array.from({ length: tenants }, (_, n) => n + 1).filter((n) => partner(n) !== null);
    const apart =
      tenants > 2
        ? '  apart: { kind: must-not-reach, from: app-1, to: { select: app-*, except: [app-1, app-2] } }'
        : '';
    return `# A route table per tenant: everybody reaches the platform, and tenants reach those they have agreed with.
netwright: 1
name: Transit between tenants
description: |
  ${tenants} tenants of one platform. What a tenant sends is routed by a table of its own, which knows the platform services and the
  tenants that have made themselves known there: 1 and 2 have agreed, 3 and 4, and so on. Nobody else is reached, though all are
  on one transit gateway.
facts:
${granted('aws.vpc.perregion', values.number('vpcs'))}
${granted('aws.tgw.routetables', values.number('tables'))}
simulation: { seed: 1, duration: 100 ms }
sites:
  region: { kind: aws-region, name: ${placeOf('aws', region)}, region: ${region} }
pools:
  platform-pool: { kind: pool, cidr: ${pool} }
networks:
  platform: { kind: aws-vpc, name: Platform services, site: region, cidrs: [auto/${length}] }
${each(tenants, (n) => `  tenant-${n}: { kind: aws-vpc, site: region, cidrs: [auto/${length}] }`)}
subnets:
  platform-a: { kind: aws-subnet, network: platform, cidr: auto/${subnet}, zone: ${region}a }
  platform-b: { kind: aws-subnet, network: platform, cidr: auto/${subnet}, zone: ${region}b }
${each(
  tenants,
  (n) => `  tenant-${n}-a: { kind: aws-subnet, network: tenant-${n}, cidr: auto/${subnet}, zone: ${region}a }
  tenant-${n}-b: { kind: aws-subnet, network: tenant-${n}, cidr: auto/${subnet}, zone: ${region}b }`,
)}
gateways:
  transit: { kind: aws-transit-gateway, name: Transit gateway, site: region }
attachments:
  on-platform:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: platform
    subnets: [platform-a, platform-b]
    association: of-platform
    propagation: [${listed(tenants, (n) => `of-tenant-${n}`)}]
${each(
  tenants,
  (n) => `  on-tenant-${n}:
    kind: aws-transit-gateway-attachment
    gateway: transit
    network: tenant-${n}
    subnets: [tenant-${n}-a, tenant-${n}-b]
    association: of-tenant-${n}
    propagation: [${propagation(n)}]`,
)}
routeTables:
  of-platform: { kind: aws-transit-gateway-route-table, gateway: transit, note: knows all tenants }
${each(tenants, (n) => `  of-tenant-${n}: { kind: aws-transit-gateway-route-table, gateway: transit }`)}
  platform-routes: { kind: aws-route-table, network: platform, main: true, routes: [{ to: ${pool}, via: transit }] }
${each(
  tenants,
  (n) =>
    `  tenant-${n}-routes: { kind: aws-route-table, network: tenant-${n}, main: true, routes: [{ to: ${pool}, via: transit }] }`,
)}
securityGroups:
  platform-group:
    kind: aws-security-group
    network: platform
    inbound:
      - { protocol: udp, ports: 53, cidr: ${pool}, note: names }
      - { protocol: icmp, cidr: ${pool} }
${each(
  tenants,
  (n) => `  app-${n}-group:
    kind: aws-security-group
    network: tenant-${n}
    inbound:
      - { protocol: tcp, ports: 443, cidr: ${pool} }
      - { protocol: icmp, cidr: ${pool} }`,
)}
workloads:
  directory: { kind: virtual-machine, subnet: platform-a, securityGroups: [platform-group] }
${each(tenants, (n) => `  app-${n}: { kind: virtual-machine, subnet: tenant-${n}-a, securityGroups: [app-${n}-group] }`)}
traffic:
${each(
  tenants,
  (n) =>
    `  lookups-${n}: { kind: constant-rate, from: app-${n}, to: directory, port: 53, rate: 1 Mbit/s, packetSize: 500 B }${calls(n)}`,
)}
intents:
  names: { kind: must-reach, from: { select: app-* }, to: directory, protocol: udp, port: 53 }
${agreed.map((n) => `  agreed-${n}: { kind: must-reach, from: app-${n}, to: app-${partner(n)}, port: 443 }`).join('\n')}
${apart}
`;
  },
};
