/** What of a traced way has to change: the step at which a packet was lost, in terms of the document. */
import type { Scenario } from '../../scenario/schema.ts';
import { type DocumentRecord, recordsOf } from './document-records.ts';
import { type Address, parseAddress } from '../../quantity/address.ts';
import { containsAddress, formatPrefix, hostPrefix, parsePrefix } from '../../quantity/prefix.ts';
import type { TraceResult, TraceStep } from '../../trace/trace-result.ts';

export interface Failure {
  /** As written: edits are meant for it. */
  readonly scenario: Scenario;
  readonly records: readonly DocumentRecord[];
  readonly step: TraceStep;
  /** The record whose entry decided, or that has none; and the one behind the node. */
  readonly decider: DocumentRecord | null;
  readonly place: DocumentRecord | null;
  readonly packet: FailedPacket;
}

export interface FailedPacket {
  readonly protocol: string;
  readonly port: number;
  readonly source: Party;
  readonly destination: Party;
}

/** One end of the packet as the document knows it. */
export interface Party {
  /** Prefixes that hold it, the most natural one for a route first: its network's, its own. */
  readonly prefixes: readonly string[];
  /** Id of its network; null where it is in none. */
  readonly network: string | null;
  /** With the length of a host. */
  readonly host: string | null;
}

/** Null where both directions work, or nothing was decided. */
export function failureOf(scenario: Scenario, planned: Scenario, result: TraceResult): Failure | null {
  const forth = result.forward.fate !== 'delivered';
  if (!forth && result.reverse.fate === 'delivered') return null;
  const step = (forth ? result.forward : result.reverse).steps.at(-1);
  if (step === undefined) return null;
  const records = [...recordsOf(scenario)];
  const named = (path: string): DocumentRecord | null => records.find((record) => isIn(path, record)) ?? null;
  const from = partyOf(planned, result.from);
  const to = partyOf(planned, result.to);
  const service = { protocol: result.protocol, port: result.port };
  return {
    scenario,
    records,
    step,
    decider: named(step.decidedBy.record),
    place: named(step.record),
    packet: forth
      ? { ...service, source: from, destination: to }
      : { protocol: result.protocol, port: clientPort, source: to, destination: from },
  };
}

/** Answers go to the port that the request came from, one of the dynamic ports (RFC 6335 section 6). */
const clientPort = 49152;

const isIn = (path: string, { collection, id }: DocumentRecord): boolean =>
  path === `${collection}.${id}` ||
  path.startsWith(`${collection}.${id}.`) ||
  path.startsWith(`${collection}.${id}[`);

function partyOf(planned: Scenario, name: string): Party {
  const workload = planned.workloads?.[name];
  const text = workload !== undefined && 'address' in workload ? workload.address : name;
  const address = parseAddress(text ?? '');
  if (!address.ok) return { prefixes: [], network: null, host: null };
  const host = formatPrefix(hostPrefix(address.value));
  const owner = networkOf(planned, workload?.subnet, address.value);
  return { prefixes: owner === null ? [host] : [owner.cidr, host], network: owner?.id ?? null, host };
}

function networkOf(
  planned: Scenario,
  subnet: string | undefined,
  address: Address,
): { readonly id: string; readonly cidr: string } | null {
  const own = subnet === undefined ? undefined : planned.subnets?.[subnet];
  for (const [id, network] of Object.entries(planned.networks ?? {})) {
    if (own !== undefined && own.network !== id) continue;
    const blocks = 'cidrs' in network ? network.cidrs : [];
    const cidr = blocks.find((block) => holds(block, address));
    if (cidr !== undefined) return { id, cidr };
  }
  return null;
}

function holds(cidr: string, address: Address): boolean {
  const prefix = parsePrefix(cidr);
  return prefix.ok && containsAddress(prefix.value, address);
}
