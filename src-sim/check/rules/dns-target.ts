/** Names that stand for an address nobody has, and public names for addresses the internet does not carry. */
import { type Address, formatAddress, parseAddress } from '../../quantity/address.ts';
import { containsAddress } from '../../quantity/prefix.ts';
import type { Fabric } from '../../fabric/fabric.ts';
import type { Finding } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, prefixOf } from '../design.ts';
import type { Rule } from '../rule.ts';

/** RFC 1918, 6598 and 4193. */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']
  .map(prefixOf)
  .filter((prefix) => prefix !== null);

export const dnsTarget: Rule = {
  code: 'dns/target',
  severity: 'error',
  title: 'A name leads to nobody',
  why: 'Clients that resolve the name connect to an address where nothing answers, and wait until they give up.',
  cure: 'Correct the address, or name the workload itself; give a public name a public address.',
  find({ scenario, fabric }) {
    if (fabric === null) return [];
    const known = knownAddresses(fabric);
    return entries(scenario.attachments).flatMap(([id, name]): Finding[] => {
      if (name.kind !== 'dns-record') return [];
      const found = addressOf(scenario, name);
      if (found === null) return [];
      const shown = formatAddress(found);
      const path = ['attachments', id, name.address === undefined ? 'workload' : 'address'];
      if (name.address !== undefined && !known.has(shown)) {
        const message = `${name.host} stands for ${shown}, which nothing in the drawing has`;
        return [{ code: dnsTarget.code, severity: dnsTarget.severity, message, path }];
      }
      if (name.zone === 'public' && privateBlocks.some((block) => containsAddress(block, found))) {
        const message = `${name.host} is public but stands for ${shown}, a private address`;
        return [{ code: dnsTarget.code, severity: 'warning', message, path }];
      }
      return [];
    });
  },
};

type DnsRecord = Extract<NonNullable<Scenario['attachments']>[string], { kind: 'dns-record' }>;

function addressOf(scenario: Scenario, { workload, address }: DnsRecord): Address | null {
  const text = address ?? (workload === undefined ? undefined : scenario.workloads?.[workload]?.address);
  const outcome = text === undefined ? null : parseAddress(text);
  return outcome?.ok === true ? outcome.value : null;
}

/** Of nodes, and what translations make of them: public addresses of machines behind a gateway. */
function knownAddresses({ nodes }: Fabric): Set<string> {
  const known = new Set<string>();
  for (const { addresses, translations } of nodes) {
    for (const address of addresses) known.add(formatAddress(address));
    for (const translation of translations ?? []) {
      if (translation.kind === 'static') known.add(formatAddress(translation.outer));
      if (translation.kind !== 'destination') continue;
      for (const { bits, family, length } of translation.to)
        if (length === (family === 4 ? 32 : 128)) known.add(formatAddress({ family, bits }));
    }
  }
  return known;
}
