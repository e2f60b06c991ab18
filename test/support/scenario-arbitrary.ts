// Random small designs that are valid by construction: VPCs with subnets, a transit gateway, peerings, machines with
// security groups, traffic between them; IPv4 and IPv6, explicit and automatic addresses.
import fc from 'fast-check';
import type { Scenario } from '../../src-sim/scenario/schema.ts';

export interface ScenarioChoices {
  /** Names and notes of any characters at all, to test reading and printing. */
  readonly wildTexts?: boolean;
}

interface SubnetPlan {
  readonly family: 4 | 6;
  readonly auto: boolean;
  readonly machines: readonly { readonly auto: boolean; readonly guarded: boolean }[];
}

interface NetworkPlan {
  readonly auto: boolean;
  readonly withSix: boolean;
  readonly attached: boolean;
  readonly routed: boolean;
  readonly subnets: readonly SubnetPlan[];
}

interface DesignPlan {
  readonly name: string;
  readonly note: string | null;
  readonly networks: readonly NetworkPlan[];
  readonly transit: boolean;
  readonly peered: boolean;
  readonly flows: readonly {
    readonly from: number;
    readonly to: number;
    readonly poisson: boolean;
    readonly megabits: number;
  }[];
  readonly placed: boolean;
}

const subnetPlan = fc.record({
  family: fc.constantFrom<4 | 6>(4, 4, 6),
  auto: fc.boolean(),
  machines: fc.array(fc.record({ auto: fc.boolean(), guarded: fc.boolean() }), { maxLength: 3 }),
});

const networkPlan = fc.record({
  auto: fc.boolean(),
  withSix: fc.boolean(),
  attached: fc.boolean(),
  routed: fc.boolean(),
  subnets: fc.array(subnetPlan, { maxLength: 3 }),
});

function designPlan({ wildTexts = false }: ScenarioChoices): fc.Arbitrary<DesignPlan> {
  const wild = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
  const plain = fc.constantFrom('Hub', 'Two spokes', 'A small design');
  return fc.record({
    name: wildTexts
      ? fc.oneof(wild, fc.constantFrom('null', '1e3', '- a', 'a: b', '# c', ' x', 'x ', '"', "it's"))
      : plain,
    note: fc.option(
      wildTexts ? fc.oneof(wild, fc.constantFrom('one\ntwo\n', 'one\n\n  two', '\n', 'x\n\n')) : plain,
    ),
    networks: fc.array(networkPlan, { minLength: 1, maxLength: 4 }),
    transit: fc.boolean(),
    peered: fc.boolean(),
    flows: fc.array(
      fc.record({
        from: fc.nat(20),
        to: fc.nat(20),
        poisson: fc.boolean(),
        megabits: fc.integer({ min: 1, max: 900 }),
      }),
      { maxLength: 3 },
    ),
    placed: fc.boolean(),
  });
}

type Records<C extends keyof Scenario> = Record<
  string,
  NonNullable<Scenario[C]> extends Record<string, infer R> ? R : never
>;

class DesignBuilder {
  readonly networks: Records<'networks'> = {};
  readonly subnets: Records<'subnets'> = {};
  readonly workloads: Records<'workloads'> = {};
  readonly securityGroups: Records<'securityGroups'> = {};
  readonly attachments: Records<'attachments'> = {};
  readonly routeTables: Records<'routeTables'> = {};

  constructor(plan: DesignPlan) {
    for (const [index, network] of plan.networks.entries()) this.#network(index, network, plan.transit);
    if (plan.peered && plan.networks.length > 1) {
      this.attachments['peering'] = { kind: 'aws-vpc-peering', requester: 'vpc0', accepter: 'vpc1' };
    }
    if (plan.transit) {
      this.routeTables['transit-routes'] = { kind: 'aws-transit-gateway-route-table', gateway: 'transit' };
    }
  }

  #network(index: number, { auto, withSix, attached, routed, subnets }: NetworkPlan, transit: boolean): void {
    const id = `vpc${index}`;
    const six = withSix || subnets.some(({ family }) => family === 6);
    const cidrs = [auto ? 'auto/16' : `10.${index}.0.0/16`, ...(six ? [`2001:db8:${index}::/56`] : [])];
    this.networks[id] = { kind: 'aws-vpc', site: 'region', cidrs };
    this.securityGroups[`${id}-group`] = {
      kind: 'aws-security-group',
      network: id,
      inbound: [
        { protocol: 'tcp', ports: 443, cidr: '10.0.0.0/8' },
        { protocol: 'any', group: `${id}-group` },
      ],
    };
    for (const [position, subnet] of subnets.entries()) this.#subnet(id, index, position, subnet, auto);
    const members = Object.keys(this.subnets).filter((subnet) => this.subnets[subnet]?.network === id);
    if (transit && attached && members.length > 0) {
      this.attachments[`${id}-attachment`] = {
        kind: 'aws-transit-gateway-attachment',
        gateway: 'transit',
        network: id,
        subnets: [members[0]],
        association: 'transit-routes',
        propagation: ['transit-routes'],
      };
      const routes = routed ? [{ to: '10.0.0.0/8', via: 'transit' }] : [];
      this.routeTables[`${id}-routes`] = { kind: 'aws-route-table', network: id, main: true, routes };
    }
  }

  #subnet(
    network: string,
    index: number,
    position: number,
    { family, auto, machines }: SubnetPlan,
    autoNetwork: boolean,
  ): void {
    const id = `${network}-subnet${position}`;
    // Inside an automatic network no block can be written, since nobody knows it yet.
    const four = auto || autoNetwork ? 'auto/24' : `10.${index}.${position}.0/24`;
    const cidr = family === 4 ? four : auto ? 'auto/64' : `2001:db8:${index}:${position}::/64`;
    this.subnets[id] = { kind: 'aws-subnet', network, cidr, zone: 'eu-central-1a' };
    for (const [number, machine] of machines.entries()) {
      const base = cidr.startsWith('auto') ? null : cidr.split('/')[0].replace(/\.0$/, '.');
      const written = base === null || machine.auto ? 'auto' : `${base}${10 + number}`;
      this.workloads[`${id}-vm${number}`] = {
        kind: 'virtual-machine',
        subnet: id,
        address: written,
        ...(machine.guarded ? { securityGroups: [`${network}-group`] } : {}),
      };
    }
  }
}

function scenarioOf(plan: DesignPlan): Scenario {
  const built = new DesignBuilder(plan);
  const machines = Object.keys(built.workloads);
  const traffic: Records<'traffic'> = {};
  for (const [index, { from, to, poisson, megabits }] of plan.flows.entries()) {
    if (machines.length < 2) break;
    traffic[`flow${index}`] = {
      kind: poisson ? 'poisson' : 'constant-rate',
      from: machines[from % machines.length],
      to: machines[to % machines.length],
      rate: `${megabits} Mbit/s`,
    };
  }
  return {
    netwright: 1,
    name: plan.name,
    ...(plan.note === null ? {} : { description: plan.note }),
    sites: { region: { kind: 'aws-region', region: 'eu-central-1' } },
    networks: built.networks,
    subnets: built.subnets,
    ...(plan.transit ? { gateways: { transit: { kind: 'aws-transit-gateway', site: 'region' } } } : {}),
    attachments: built.attachments,
    routeTables: built.routeTables,
    securityGroups: built.securityGroups,
    workloads: built.workloads,
    traffic,
    ...(plan.placed ? { view: { positions: { vpc0: { x: -12.5, y: 40 } }, collapsed: ['vpc0'] } } : {}),
  };
}

export function scenarioArbitrary(choices: ScenarioChoices = {}): fc.Arbitrary<Scenario> {
  return designPlan(choices).map(scenarioOf);
}
