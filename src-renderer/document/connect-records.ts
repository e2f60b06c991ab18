/** Drawing a line between two things makes the record that joins these two kinds, or says why there is none. */
import type { Edit } from '../../src-sim/index.ts';
import { type AdditionOutcome, freeId, type Surroundings } from './new-record.ts';
import type { RecordEntry } from './records.ts';

export function connectionBetween(fromId: string, toId: string, around: Surroundings): AdditionOutcome {
  const from = around.records.get(fromId);
  const to = around.records.get(toId);
  if (from === undefined || to === undefined || from === to)
    return { refusal: 'A line joins two different things.' };
  const [first, second] = [networkOrSelf(from, around), networkOrSelf(to, around)];

  const gateway = [first, second].find((entry) => entry.kind === 'aws-transit-gateway');
  const vpc = [first, second].find((entry) => entry.kind === 'aws-vpc');
  if (gateway !== undefined && vpc !== undefined) return attachment(vpc, gateway, around);
  if (from.kind === 'aws-vpc' && to.kind === 'aws-vpc')
    return addition(around, 'attachments', `${from.id}-${to.id}`, 'Peer', from, to, {
      kind: 'aws-vpc-peering',
      requester: from.id,
      accepter: to.id,
    });
  if (from.kind === 'azure-vnet' && to.kind === 'azure-vnet')
    return addition(around, 'attachments', `${from.id}-${to.id}`, 'Peer', from, to, {
      kind: 'azure-vnet-peering',
      ends: [{ network: from.id }, { network: to.id }],
    });
  if (from.kind === 'gcp-vpc' && to.kind === 'gcp-vpc')
    return addition(around, 'attachments', `${from.id}-${to.id}`, 'Peer', from, to, {
      kind: 'gcp-vpc-peering',
      ends: [{ network: from.id }, { network: to.id }],
    });
  const nccHub = [first, second].find((entry) => entry.kind === 'gcp-ncc-hub');
  const spoke = [first, second].find((entry) => entry.kind === 'gcp-vpc');
  if (nccHub !== undefined && spoke !== undefined)
    return addition(around, 'attachments', `${spoke.id}-${nccHub.id}`, 'Connect', spoke, nccHub, {
      kind: 'gcp-ncc-spoke',
      hub: nccHub.id,
      network: spoke.id,
    });
  const hub = [first, second].find((entry) => entry.kind === 'azure-virtual-hub');
  const vnet = [first, second].find((entry) => entry.kind === 'azure-vnet');
  if (hub !== undefined && vnet !== undefined)
    return addition(around, 'attachments', `${vnet.id}-${hub.id}`, 'Connect', vnet, hub, {
      kind: 'azure-virtual-hub-connection',
      hub: hub.id,
      network: vnet.id,
    });
  if (from.collection === 'workloads' && to.collection === 'workloads')
    return addition(around, 'traffic', `${from.id}-${to.id}`, 'Send from', from, to, {
      kind: 'constant-rate',
      from: from.id,
      to: to.id,
      protocol: 'udp',
      port: 9000,
      rate: '10 Mbit/s',
    });
  if (wireable(from) && wireable(to))
    return addition(around, 'links', `${from.id}-${to.id}`, 'Wire', from, to, {
      kind: 'wire',
      ends: [{ to: from.id }, { to: to.id }],
      rate: '1 Gbit/s',
      delay: '1 ms',
    });
  return {
    refusal: `Nothing joins ${from.title} and ${to.title} directly. Lines join a VPC and a transit gateway, two VPCs, two routers, or two machines that talk.`,
  };
}

/** A transit gateway is attached to the whole network, whichever of its parts was clicked. */
function networkOrSelf(entry: RecordEntry, around: Surroundings): RecordEntry {
  for (let id: string | null = entry.id; id !== null; id = around.tree.parentOf(id)) {
    const at = around.records.get(id);
    if (at?.collection === 'networks') return at;
  }
  return entry;
}

const wireable = (entry: RecordEntry) => entry.collection === 'devices' || entry.collection === 'workloads';

function attachment(vpc: RecordEntry, gateway: RecordEntry, around: Surroundings): AdditionOutcome {
  const subnet = around.tree
    .childrenOf(vpc.id)
    .find((id) => around.records.get(id)?.collection === 'subnets');
  if (subnet === undefined)
    return { refusal: `The attachment's interfaces stand in a subnet: add one to ${vpc.title} first.` };
  const table = [...around.records.values()].find(
    (entry) => entry.kind === 'aws-transit-gateway-route-table' && entry.fields['gateway'] === gateway.id,
  );
  return addition(around, 'attachments', `${vpc.id}-attachment`, 'Attach', vpc, gateway, {
    kind: 'aws-transit-gateway-attachment',
    gateway: gateway.id,
    network: vpc.id,
    subnets: [subnet],
    ...(table === undefined ? {} : { association: table.id, propagation: [table.id] }),
  });
}

function addition(
  around: Surroundings,
  collection: 'attachments' | 'links' | 'traffic',
  stem: string,
  verb: string,
  from: RecordEntry,
  to: RecordEntry,
  value: unknown,
): AdditionOutcome {
  const id = freeId(around.records, stem.slice(0, 70));
  const edits: Edit[] = [{ op: 'set', path: [collection, id], value }];
  return { id, label: `${verb} ${from.title} ${verb === 'Peer' ? 'with' : 'to'} ${to.title}`, edits };
}
