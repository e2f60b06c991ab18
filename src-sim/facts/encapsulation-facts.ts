/**
 * The header formats of encapsulation.json as single facts:
 * `encap.vxlan.ipMtuOverhead.ipv4`, `encap.vxlan.l2Overhead.ipv4`, `encap.vxlan.port.udpDestination`,
 * `encap.ipsec-esp-tunnel.aes-gcm-16.ivBytes` (with NAT traversal: `…aes-gcm-16-nat-t.ivBytes`).
 * Left out: entries whose value is a sentence about other entries; they are in the file for people.
 */
import encapsulation from './encapsulation.json' with { type: 'json' };
import type { Fact } from './fact.ts';

type NumbersByName = Readonly<Record<string, number | string | boolean | undefined>>;

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly l2OverheadBytes: number | string | NumbersByName;
  readonly ipMtuOverheadBytes: number | string | NumbersByName;
  readonly ports: NumbersByName | null;
  readonly note: string;
  readonly confidence?: string;
  readonly source: { readonly title: string; readonly url: string; readonly section: string };
  readonly suites?: readonly (NumbersByName & {
    readonly encryption: string;
    readonly integrity: string;
    readonly natTraversal: boolean;
  })[];
}

const entries: readonly Entry[] = encapsulation.encapsulations;

/** One number for both families is spelt out for each, so callers need not know which entries differ. */
function byName(overhead: Entry['l2OverheadBytes']): NumbersByName {
  if (typeof overhead === 'number') return { ipv4: overhead, ipv6: overhead };
  return typeof overhead === 'string' ? {} : overhead;
}

function suiteId(suite: { encryption: string; integrity: string; natTraversal: boolean }): string {
  const parts = [suite.encryption];
  if (suite.integrity !== 'none') parts.push(suite.integrity);
  if (suite.natTraversal) parts.push('nat-t');
  return parts.join('-').toLowerCase();
}

/** Header layouts are fixed by the standard cited, unless the entry says otherwise. */
const CONFIDENCE = 'standard';

function factsOf(entry: Entry): Fact[] {
  const facts: Fact[] = [];
  const add = (group: string, numbers: NumbersByName, title: string, unit: string): void => {
    for (const [name, value] of Object.entries(numbers)) {
      if (typeof value !== 'number') continue;
      facts.push({
        id: `encap.${entry.id}.${group}.${name}`,
        kind: 'encapsulation',
        title: `${entry.name}: ${title} (${name})`,
        value,
        unit,
        source: entry.source,
        asOf: encapsulation.asOf,
        confidence: entry.confidence ?? CONFIDENCE,
        note: entry.note,
        overridden: false,
        published: value,
      });
    }
  };
  add('ipMtuOverhead', byName(entry.ipMtuOverheadBytes), 'underlay IP MTU minus inner IP MTU', 'bytes');
  add('l2Overhead', byName(entry.l2OverheadBytes), 'bytes added to the inner frame', 'bytes');
  add('port', entry.ports ?? {}, 'port', 'port');
  for (const suite of entry.suites ?? []) add(suiteId(suite), suite, suiteId(suite), 'bytes');
  return facts;
}

export const encapsulationFacts: readonly Fact[] = entries.flatMap(factsOf);
