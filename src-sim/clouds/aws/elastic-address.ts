/** Elastic addresses: which private address of a VPC each public one stands for. */
import type { Origin } from '../../fabric/origin.ts';
import type { Address } from '../../quantity/address.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type BuildContext, recordsOf } from '../build-context.ts';
import { recordOrigin } from '../record-origin.ts';
import { writtenAddress } from '../written.ts';

export interface ElasticAddress {
  readonly outer: Address;
  readonly inner: Address;
  readonly origin: Origin;
}

/** Of a NAT gateway with several interfaces, each takes the next address of those that name it. */
export function elasticAddressesOf(context: BuildContext, vpc: string): ElasticAddress[] {
  const { scenario } = context;
  const taken = new Map<string, number>();
  return recordsOf(scenario.attachments).flatMap(([id, record]): ElasticAddress[] => {
    if (record.kind !== 'aws-elastic-address' || networkOf(scenario, record.target) !== vpc) return [];
    const n = taken.get(record.target) ?? 0;
    taken.set(record.target, n + 1);
    const outer = writtenAddress(record.address);
    const inner = privateAddresses(context, record.target).filter(({ family }) => family === outer.family)[n];
    if (inner === undefined) return [];
    return [{ outer, inner, origin: recordOrigin('attachments', id, record) }];
  });
}

function networkOf(scenario: Scenario, target: string): string | undefined {
  const gateway = scenario.gateways?.[target];
  if (gateway?.kind === 'aws-nat-gateway') return gateway.network;
  const workload = scenario.workloads?.[target];
  if (workload === undefined || !('subnet' in workload)) return undefined;
  return scenario.subnets?.[workload.subnet ?? '']?.network;
}

/** A private NAT gateway does not take a public address. */
function privateAddresses({ scenario, machines }: BuildContext, target: string): readonly Address[] {
  const gateway = scenario.gateways?.[target];
  if (gateway?.kind !== 'aws-nat-gateway') return machines.get(target)?.addresses.slice(0, 1) ?? [];
  if (gateway.connectivity === 'private') return [];
  return gateway.interfaces.flatMap(({ address }) =>
    address === undefined ? [] : [writtenAddress(address)],
  );
}
