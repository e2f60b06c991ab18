/**
 * Switches of records: flags that may have to be turned, such as those of a peering, and the VLAN of a port that two machines do
 * not share.
 */
import { flagsAt } from '../../scenario/schema-shape.ts';
import type { PathStep } from '../../scenario/edit.ts';
import type { Candidate } from './candidate.ts';
import { type DocumentRecord, listAt, mentions, type Values } from './document-records.ts';
import type { Failure } from './failure.ts';

export function flagCandidates({ scenario, records, decider, place, packet }: Failure): Candidate[] {
  const near = new Set([decider?.id, place?.id]);
  const networks = [packet.source.network, packet.destination.network];
  return records.flatMap((record): Candidate[] => {
    const isNear = near.has(record.id);
    const joins =
      record.collection === 'attachments' &&
      networks.some((id) => id !== null && mentions(record.values, id));
    if (!isNear && !joins) return [];
    return flagPaths(scenario, record).map(([path, value]) => ({
      sentence: `Set ${path.slice(2).join('.')} of ${record.title} to ${value ? 'false' : 'true'}`,
      edits: [{ op: 'set', path, value: !value }],
      rank: isNear ? 4 : 7,
    }));
  });
}

/** Flags of a record and of its ends, with what they are now; one that is left out counts as off. */
function flagPaths(
  scenario: Failure['scenario'],
  record: DocumentRecord,
): (readonly [PathStep[], boolean])[] {
  const root = [record.collection, record.id];
  const holders: (readonly [PathStep[], Values])[] = [[root, record.values]];
  for (const [n, end] of listAt(record, 'ends').entries())
    holders.push([[...root, 'ends', n], end as Values]);
  return holders.flatMap(([path, holder]) =>
    flagsAt(path, scenario).map((key) => [path.concat(key), holder[key] === true] as const),
  );
}

/** The port of either machine joins a VLAN of the other's. */
export function vlanCandidates({ step, records, place, packet }: Failure): Candidate[] {
  if (step.decidedBy.kind !== 'neighbour' || place === null) return [];
  const wires = records.filter(({ kind }) => kind === 'wire');
  const known = new Set(
    wires.flatMap((wire) => listAt(wire, 'ends').map((end) => (end as Values)['access'])),
  );
  const vlans = [...known].filter((vlan) => typeof vlan === 'number');
  const { network } = packet.destination;
  return wires.flatMap((wire): Candidate[] => {
    const ends = listAt(wire, 'ends') as readonly Values[];
    const at = ends.findIndex((end) => typeof end['access'] === 'number');
    if (at < 0) return [];
    const own = ends[1 - at]?.['to'] === place.id;
    return vlans
      .filter((vlan) => vlan !== ends[at]['access'])
      .map((vlan) => ({
        sentence: `Put the port of ${String(ends[at]['to'])} towards ${String(ends[1 - at]?.['to'])} into VLAN ${vlan}`,
        edits: [{ op: 'set', path: [wire.collection, wire.id, 'ends', at, 'access'], value: vlan }],
        rank: own ? 1 : network === null ? 3 : 2,
      }));
  });
}
