/** Which virtual networks are joined by what, read off the document: peerings, and configurations of Virtual Network Manager. */
import type { RecordOf, Scenario } from '../../scenario/schema.ts';
import { recordsOf } from '../build-context.ts';

export interface JointPlan {
  readonly id: string;
  readonly record: string;
  readonly noun: 'peering' | 'connected group';
  readonly ends: readonly [PlannedEnd, PlannedEnd];
}

export interface PlannedEnd {
  readonly network: string;
  readonly allowsAccess: boolean;
  readonly allowsForwarded: boolean;
  readonly usesGateways: boolean;
}

type Attachment = RecordOf<'attachments'>;
type Peering = Extract<Attachment, { kind: 'azure-vnet-peering' }>;
type Connectivity = Extract<Attachment, { kind: 'azure-connectivity' }>;

/** The first joint of two networks stands; those that come later add nothing. */
export function jointPlans(scenario: Scenario): JointPlan[] {
  const plans = recordsOf(scenario.attachments).flatMap(([id, record]) => {
    if (record.kind === 'azure-vnet-peering') return peering(id, record);
    return record.kind === 'azure-connectivity' ? configured(id, record) : [];
  });
  const joined = new Set<string>();
  return plans.filter(({ ends }) => {
    const pair = ends
      .map(({ network }) => network)
      .toSorted()
      .join(' ');
    if (joined.has(pair)) return false;
    joined.add(pair);
    return true;
  });
}

function peering(id: string, { ends, initiated }: Peering): JointPlan[] {
  if (initiated === true) return [];
  const planned = (n: 0 | 1): PlannedEnd => ({
    network: ends[n].network,
    allowsAccess: ends[n].allowAccess ?? true,
    allowsForwarded: ends[n].allowForwardedTraffic ?? false,
    usesGateways: ends[n].useRemoteGateways === true && ends[1 - n].allowGatewayTransit === true,
  });
  return [{ id, record: id, noun: 'peering', ends: [planned(0), planned(1)] }];
}

const open = (network: string, usesGateways = false): PlannedEnd => ({
  network,
  allowsAccess: true,
  allowsForwarded: true,
  usesGateways,
});

function configured(id: string, record: Connectivity): JointPlan[] {
  const { topology, hub, members, directConnectivity, useHubGateway } = record;
  const plans: JointPlan[] = [];
  if (topology === 'hub-and-spoke' && hub !== undefined) {
    for (const spoke of members) {
      const ends = [open(hub), open(spoke, useHubGateway ?? false)] as const;
      plans.push({ id: `${id}:${hub}-${spoke}`, record: id, noun: 'peering', ends });
    }
  }
  if (topology === 'mesh' || directConnectivity === true) {
    for (const [n, a] of members.entries()) {
      for (const b of members.slice(n + 1)) {
        // Of the group's own traffic only: nobody forwards over a connected group.
        const inside = (network: string): PlannedEnd => ({ ...open(network), allowsForwarded: false });
        plans.push({
          id: `${id}:${a}-${b}`,
          record: id,
          noun: 'connected group',
          ends: [inside(a), inside(b)],
        });
      }
    }
  }
  return plans;
}
