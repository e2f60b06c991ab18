// The address plan of the fixture, as address management counts it: a /16 has 65,536 addresses, a /24 takes 256 of
// them (256 / 65,536 = 0.00390625). AWS keeps five addresses of a subnet: 256 - 5 = 251 for hosts, one of them used.
import type { AddressPlan, BlockUse, SubnetPlan } from '../../../src-sim/scenario/address-plan.ts';

const half = (cidr: string, free: readonly string[]): BlockUse => ({
  cidr,
  size: 65_536,
  used: 256,
  utilisation: 0.00390625,
  free,
});

const awsSubnet = (id: string, network: string, net: string, owner: string, host: string): SubnetPlan => ({
  id,
  network,
  cidr: `${net}.0/24`,
  size: 256,
  reserved: [0, 1, 2, 3, 255].map((last) => `${net}.${last}`),
  provider: 'aws',
  gateway: null,
  assigned: [{ address: `${net}.${host}`, owner }],
  used: 1,
  free: 250,
  utilisation: 1 / 251,
});

export const addressPlanFixture: AddressPlan = {
  pools: [
    {
      id: null,
      cidr: '10.0.0.0/8',
      size: 2 ** 24,
      used: 0,
      utilisation: 0,
      free: ['10.0.0.0/8'],
      networks: [],
    },
  ],
  networks: [
    { id: 'hub', blocks: [half('10.0.0.0/16', ['10.0.0.0/24', '10.0.2.0/23', '10.0.4.0/22'])] },
    { id: 'spoke', blocks: [half('10.1.0.0/16', ['10.1.1.0/24', '10.1.2.0/23', '10.1.4.0/22'])] },
    {
      id: 'office',
      // A /22 has 1,024 addresses and a /24 of it is a quarter.
      blocks: [
        { cidr: '192.168.0.0/22', size: 1024, used: 256, utilisation: 0.25, free: ['192.168.2.0/23'] },
      ],
    },
  ],
  subnets: [
    awsSubnet('hub-data', 'hub', '10.0.1', 'database', '10'),
    awsSubnet('spoke-web', 'spoke', '10.1.0', 'web', '4'),
    {
      ...awsSubnet('desks', 'office', '192.168.1', 'desk', '20'),
      provider: 'generic',
      reserved: ['192.168.1.0', '192.168.1.255'],
      gateway: '192.168.1.1',
      // 256 - 2 reserved = 254, of which the router and one desk are taken.
      assigned: [
        { address: '192.168.1.1', owner: 'office-router' },
        { address: '192.168.1.20', owner: 'desk' },
      ],
      used: 2,
      free: 252,
      utilisation: 2 / 254,
    },
  ],
};
