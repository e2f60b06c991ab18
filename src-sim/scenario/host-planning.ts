/** Addresses for workloads and for the ends of wires, inside the subnets they stand in. */
import type { FactBook } from '../facts/fact-book.ts';
import { formatAddress, parseAddress } from '../quantity/address.ts';
import { containsAddress, prefixSize } from '../quantity/prefix.ts';
import type { SubnetPlan } from './address-use.ts';
import { writtenBlock } from './address-space.ts';
import type { PathStep } from './edit.ts';
import type { Cure, Finding, ProblemSource } from './problem.ts';
import type { RecordOf, Scenario } from './schema.ts';
import {
  interfacesOnWire,
  leadsToSwitch,
  type SwitchedInterface,
  switchedInterfaces,
} from './switched-interfaces.ts';
import { SubnetAddresses } from './subnet-addresses.ts';

export interface PlannedHosts {
  readonly scenario: Scenario;
  readonly findings: readonly Finding[];
  readonly subnets: readonly SubnetPlan[];
}

const entriesOf = <T>(records: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(records ?? {});

/** Who wants an address, where it is written, and what is written there. */
interface Claim {
  readonly owner: string;
  readonly subnet: string;
  readonly path: readonly PathStep[];
  readonly written: string;
}

/** Which fact says how many addresses of a subnet a provider keeps for itself. */
const keepers = {
  aws: { fact: 'aws.vpc.subnet.reserved', called: 'AWS' },
  azure: { fact: 'azure.subnet.reserved', called: 'Azure' },
  gcp: { fact: 'gcp.subnet.reserved', called: 'Google Cloud' },
} as const;

class HostPlanner {
  readonly findings: Finding[] = [];
  readonly subnets = new Map<string, SubnetAddresses>();
  readonly #facts: FactBook;

  constructor(scenario: Scenario, facts: FactBook) {
    this.#facts = facts;
    for (const [id, subnet] of entriesOf(scenario.subnets)) {
      const prefix = writtenBlock(subnet.cidr);
      if (prefix !== null) this.subnets.set(id, new SubnetAddresses(prefix, subnet, facts));
    }
  }

  #error(
    code: string,
    message: string,
    claim: Claim,
    within: SubnetAddresses | null,
    source?: ProblemSource,
  ): void {
    const next = within?.next() ?? null;
    const value = next === null ? '' : formatAddress(next);
    const cure: Cure = {
      title: `Use ${value}, the next free address`,
      edits: [{ op: 'set', path: claim.path, value }],
    };
    const { path } = claim;
    this.findings.push({
      code,
      severity: 'error',
      message,
      path,
      ...(source === undefined ? {} : { source }),
      ...(next === null ? {} : { cure }),
    });
  }

  /** Explicit addresses come first, all of them, so that no `auto` is given one. */
  claimWritten(claim: Claim): void {
    const within = this.subnets.get(claim.subnet);
    const outcome = parseAddress(claim.written);
    if (within === undefined || !outcome.ok) return;
    const address = outcome.value;
    const name = formatAddress(address);
    const holder = within.ownerOf(address);
    if (!containsAddress(within.prefix, address)) {
      this.#error(
        'address/outside-subnet',
        `${name} is not an address of subnet ${claim.subnet}.`,
        claim,
        within,
      );
    } else if (within.isReserved(address)) {
      this.#error('address/reserved', ...this.#reservation(name, claim, within));
    } else if (holder === undefined) {
      within.give(address, claim.owner);
    } else if (holder !== claim.owner) {
      this.#error('address/taken', `${name} belongs to ${holder} already.`, claim, within);
    }
  }

  #reservation(
    name: string,
    claim: Claim,
    within: SubnetAddresses,
  ): [string, Claim, SubnetAddresses, ProblemSource?] {
    if (within.provider === 'generic') {
      return [
        `${name} is the network's own or broadcast address in subnet ${claim.subnet}; no host can have it.`,
        claim,
        within,
      ];
    }
    const { fact, called } = keepers[within.provider];
    const { value, source, asOf } = this.#facts.get(fact);
    const message = `${name} is one of the ${value} addresses ${called} keeps in every subnet; no host can have it.`;
    return [message, claim, within, { title: source.title, url: source.url, asOf }];
  }

  /** The address for an `auto`, or the text as it was where there is none. */
  claimAuto(claim: Claim): string {
    const within = this.subnets.get(claim.subnet);
    const address = within?.next() ?? null;
    if (within !== undefined && address === null) {
      this.#error(
        'address/subnet-full',
        `Subnet ${claim.subnet} has no free address left for ${claim.owner}.`,
        claim,
        null,
      );
    }
    if (within === undefined || address === null) return claim.written;
    within.give(address, claim.owner);
    return formatAddress(address);
  }

  /** The router of a segment has the segment's gateway address. */
  claimGateway(claim: Claim): string {
    const gateway = this.subnets.get(claim.subnet)?.gateway ?? null;
    const isGateway = gateway !== null && this.subnets.get(claim.subnet)?.ownerOf(gateway) === claim.owner;
    return isGateway ? formatAddress(gateway) : this.claimAuto(claim);
  }

  plans(scenario: Scenario): SubnetPlan[] {
    return entriesOf(scenario.subnets).flatMap(([id, subnet]) => {
      const within = this.subnets.get(id);
      if (within === undefined) return [];
      const assigned = within.assigned();
      const size = prefixSize(within.prefix);
      const usable = size - BigInt(within.reserved.length);
      const free = Number(usable - BigInt(assigned.length));
      return [
        {
          id,
          network: subnet.network,
          cidr: subnet.cidr,
          size: Number(size),
          reserved: within.reserved.map(formatAddress),
          provider: within.provider,
          gateway: within.gateway === null ? null : formatAddress(within.gateway),
          assigned,
          used: assigned.length,
          free,
          utilisation: usable === 0n ? 1 : assigned.length / Number(usable),
        },
      ];
    });
  }
}

interface Interface {
  readonly subnet: string;
  readonly address?: string | undefined;
}

/** Interfaces that a gateway has in subnets, each with an address of its own there. */
const interfacesOf = (gateway: RecordOf<'gateways'>): readonly Interface[] =>
  'interfaces' in gateway ? gateway.interfaces : [];

const interfaceClaims = (id: string, gateway: RecordOf<'gateways'>): Claim[] =>
  interfacesOf(gateway).map(({ subnet, address }, n) => ({
    owner: id,
    subnet,
    path: ['gateways', id, 'interfaces', n, 'address'],
    written: address ?? 'auto',
  }));

function plannedGateway(
  id: string,
  gateway: RecordOf<'gateways'>,
  planner: HostPlanner,
): RecordOf<'gateways'> {
  if (!('interfaces' in gateway)) return gateway;
  const claims = interfaceClaims(id, gateway);
  const interfaces = gateway.interfaces.map(({ subnet }, n) => ({
    subnet,
    address: claims[n].written === 'auto' ? planner.claimAuto(claims[n]) : claims[n].written,
  }));
  return { ...gateway, interfaces };
}

/** Gateways that every switch of an overlay answers for. */
const anycastClaims = (scenario: Scenario): Claim[] =>
  entriesOf(scenario.attachments).flatMap(([id, each]) =>
    each.kind !== 'overlay'
      ? []
      : each.segments.flatMap(({ subnet, gateway }, n): Claim[] =>
          subnet === undefined || gateway === undefined
            ? []
            : [{ owner: id, subnet, path: ['attachments', id, 'segments', n, 'gateway'], written: gateway }],
        ),
  );

type Wire = RecordOf<'links'>;

/** What an end of a wire asks for; null where it has the address of its workload, or none. */
function endClaim(scenario: Scenario, id: string, wire: Wire, index: 0 | 1): Claim | null {
  const end = wire.ends[index];
  const standsHere = scenario.workloads?.[end.to]?.subnet === wire.subnet;
  const written =
    end.address ??
    (wire.subnet !== undefined && scenario.devices?.[end.to] !== undefined ? 'auto' : undefined);
  if (leadsToSwitch(scenario, wire)) return null;
  if (written === undefined || wire.subnet === undefined || (standsHere && written === 'auto')) return null;
  return { owner: end.to, subnet: wire.subnet, path: ['links', id, 'ends', index, 'address'], written };
}

function noSubnet(wire: string, end: 0 | 1): Finding {
  const path = ['links', wire, 'ends', end, 'address'];
  const message = `An auto address comes from a subnet; name the subnet of wire ${wire}, or write the address.`;
  return { code: 'address/no-subnet', severity: 'error', message, path };
}

function plannedEnd(
  scenario: Scenario,
  id: string,
  wire: Wire,
  index: 0 | 1,
  planner: HostPlanner,
): Wire['ends'][0] {
  const end = wire.ends[index];
  if (leadsToSwitch(scenario, wire)) return plannedSwitchedEnd(scenario, id, wire, index, planner);
  const claim = endClaim(scenario, id, wire, index);
  if (claim !== null) {
    return { ...end, address: claim.written === 'auto' ? planner.claimAuto(claim) : claim.written };
  }
  if (end.address !== 'auto') return end;
  const workload = scenario.workloads?.[end.to];
  if (workload?.address !== undefined && (wire.subnet === undefined || workload.subnet === wire.subnet)) {
    return { ...end, address: workload.address };
  }
  planner.findings.push(noSubnet(id, index));
  return end;
}

/** What an interface on a wire to a switch asks for; a machine has its own address in its own subnet. */
function switchedClaim(
  scenario: Scenario,
  { wire, end, index, owner, subnet, address }: SwitchedInterface,
): Claim | null {
  const isItself = scenario.workloads?.[owner]?.subnet === subnet;
  if (
    subnet === null ||
    (isItself && (address === undefined || address === scenario.workloads?.[owner]?.address))
  )
    return null;
  const steps = index === null ? [] : ['interfaces', index];
  return {
    owner,
    subnet,
    path: ['links', wire, 'ends', end, ...steps, 'address'],
    written: address ?? 'auto',
  };
}

function plannedSwitchedEnd(
  scenario: Scenario,
  id: string,
  wire: Wire,
  index: 0 | 1,
  planner: HostPlanner,
): Wire['ends'][0] {
  const end = wire.ends[index];
  const planned = interfacesOnWire(scenario, id, wire)
    .filter((each) => each.end === index)
    .map((each): string | undefined => {
      const claim = switchedClaim(scenario, each);
      if (each.subnet === null && each.address === 'auto') planner.findings.push(noSubnet(id, index));
      if (claim === null) return each.address;
      return claim.written === 'auto' ? planner.claimGateway(claim) : claim.written;
    });
  if (end.interfaces !== undefined) {
    const interfaces = end.interfaces.map((each, n) => ({ ...each, address: planned[n] }));
    return { ...end, interfaces };
  }
  return planned[0] === undefined ? end : { ...end, address: planned[0] };
}

function plannedWire(scenario: Scenario, id: string, wire: Wire, planner: HostPlanner): Wire {
  const near = plannedEnd(scenario, id, wire, 0, planner);
  const far = plannedEnd(scenario, id, wire, 1, planner);
  return { ...wire, ends: [near, far] };
}

export function planHosts(scenario: Scenario, facts: FactBook): PlannedHosts {
  const planner = new HostPlanner(scenario, facts);
  const claims = entriesOf(scenario.workloads).map(([id, workload]): Claim => {
    const written = workload.address ?? 'auto';
    return { owner: id, subnet: workload.subnet, path: ['workloads', id, 'address'], written };
  });
  const gateways = entriesOf(scenario.gateways);
  const interfaces = gateways.flatMap(([id, gateway]) => interfaceClaims(id, gateway));
  const wires = entriesOf(scenario.links);
  const ends = wires.flatMap(([id, wire]) =>
    ([0, 1] as const).flatMap((index) => endClaim(scenario, id, wire, index) ?? []),
  );
  const switched = switchedInterfaces(scenario).flatMap((each) => switchedClaim(scenario, each) ?? []);
  for (const claim of [...claims, ...interfaces, ...ends, ...switched, ...anycastClaims(scenario)])
    if (claim.written !== 'auto') planner.claimWritten(claim);
  const addresses = new Map(
    claims.map((claim) => [claim.owner, claim.written === 'auto' ? planner.claimAuto(claim) : claim.written]),
  );
  const workloads = entriesOf(scenario.workloads).map(
    ([id, workload]) => [id, { ...workload, address: addresses.get(id)! }] as const,
  );
  const withWorkloads: Scenario = {
    ...scenario,
    ...(scenario.workloads === undefined ? {} : { workloads: Object.fromEntries(workloads) }),
  };
  const planned = gateways.map(([id, gateway]) => [id, plannedGateway(id, gateway, planner)] as const);
  const links = wires.map(([id, wire]) => [id, plannedWire(withWorkloads, id, wire, planner)] as const);
  const all: Scenario = {
    ...withWorkloads,
    ...(scenario.gateways === undefined ? {} : { gateways: Object.fromEntries(planned) }),
    ...(scenario.links === undefined ? {} : { links: Object.fromEntries(links) }),
  };
  return { scenario: all, findings: planner.findings, subnets: planner.plans(all) };
}
