/**
 * Address management: every `auto` of a document becomes a concrete block or address, and the use of each pool,
 * network and subnet is counted. Deterministic: document order, lowest free first, and what is written explicitly
 * anywhere in the document is never given away. Overlaps between networks are a design rule, not an addressing error.
 */
import type { FactBook } from '../facts/fact-book.ts';
import type { AddressPlan } from './address-use.ts';
import { planBlocks } from './block-planning.ts';
import { planHosts } from './host-planning.ts';
import type { Finding } from './problem.ts';
import type { Scenario } from './schema.ts';

export type {
  AddressOwner,
  AddressPlan,
  BlockUse,
  NetworkPlan,
  PoolPlan,
  SubnetPlan,
} from './address-use.ts';

export interface PlannedAddresses {
  /** The document with every `auto` replaced; one that could not be satisfied stays and has a finding. */
  readonly scenario: Scenario;
  readonly findings: readonly Finding[];
  readonly plan: AddressPlan;
}

export function planAddresses(scenario: Scenario, facts: FactBook): PlannedAddresses {
  const blocks = planBlocks(scenario);
  const hosts = planHosts(blocks.scenario, facts);
  return {
    scenario: hosts.scenario,
    findings: [...blocks.findings, ...hosts.findings],
    plan: { pools: blocks.pools, networks: blocks.networks, subnets: hosts.subnets },
  };
}
