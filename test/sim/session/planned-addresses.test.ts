import { describe, expect, it } from 'vitest';
import { openScenario } from '../../../src-sim/index.ts';
import { plannedAddresses } from '../../../src-sim/session/planned-addresses.ts';

const text = `netwright: 1
name: Planned
sites:
  frankfurt: { kind: aws-region, region: eu-central-1 }
pools:
  private: { kind: pool, cidr: 10.0.0.0/8 }
networks:
  chosen: { kind: aws-vpc, site: frankfurt, pool: private, cidrs: [auto/16] }
  written: { kind: aws-vpc, site: frankfurt, cidrs: [10.9.0.0/16] }
subnets:
  room: { kind: aws-subnet, network: chosen, cidr: auto/24 }
workloads:
  free: { kind: virtual-machine, subnet: room, address: auto }
  fixed: { kind: virtual-machine, subnet: room, address: 10.0.0.4 }
`;

describe('planned addresses', () => {
  it('name every address that was chosen by the path of its field, and nothing that was written', () => {
    const { scenario, planned } = openScenario(text);
    // Lowest free first: the first /16 of 10.0.0.0/8, its first /24, and in that the first address after the four that
    // AWS keeps (.0 to .3) and the one that is written (.4).
    expect(plannedAddresses(scenario!, planned!)).toEqual({
      'networks.chosen.cidrs[0]': '10.0.0.0/16',
      'subnets.room.cidr': '10.0.0.0/24',
      'workloads.free.address': '10.0.0.5',
    });
  });

  it('are none where an auto could not be satisfied', () => {
    // No /16 fits into a pool of a /24.
    const { scenario, planned } = openScenario(text.replace('10.0.0.0/8', '10.200.0.0/24'));
    expect(plannedAddresses(scenario!, planned!)).not.toHaveProperty(['networks.chosen.cidrs[0]']);
  });
});
