/** Parts of AWS designs with a network of shared services and spokes around a transit gateway. */
import { each } from './lines.ts';

interface Cut {
  readonly region: string;
  /** Prefix lengths of a network and of a subnet. */
  readonly length: number;
  readonly subnet: number;
}

/** The networks and their subnets, two zones each. */
export const spokeNetworks = (spokes: number, { region, length, subnet }: Cut): string => `networks:
  services: { kind: aws-vpc, name: Shared services, site: region, cidrs: [auto/${length}] }
${each(spokes, (n) => `  spoke-${n}: { kind: aws-vpc, site: region, cidrs: [auto/${length}] }`)}
subnets:
  services-a: { kind: aws-subnet, network: services, cidr: auto/${subnet}, zone: ${region}a }
  services-b: { kind: aws-subnet, network: services, cidr: auto/${subnet}, zone: ${region}b }
${each(
  spokes,
  (n) => `  spoke-${n}-a: { kind: aws-subnet, network: spoke-${n}, cidr: auto/${subnet}, zone: ${region}a }
  spoke-${n}-b: { kind: aws-subnet, network: spoke-${n}, cidr: auto/${subnet}, zone: ${region}b }`,
)}`;

/** Main route tables that send the pool to the transit gateway. */
export const spokeRoutes = (
  spokes: number,
  pool: string,
): string => `  services-routes: { kind: aws-route-table, network: services, main: true, routes: [{ to: ${pool}, via: transit }] }
${each(
  spokes,
  (n) =>
    `  spoke-${n}-routes: { kind: aws-route-table, network: spoke-${n}, main: true, routes: [{ to: ${pool}, via: transit }] }`,
)}`;
