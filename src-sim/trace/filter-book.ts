/**
 * What filters say of packets between a closed list of addresses. Whether a rule covers an address is worked out once
 * per list of prefixes, for all addresses together; what decides is otherwise that of fabric/filter-verdict.ts.
 */
import type { Address } from '../quantity/address.ts';
import { LongestMatch } from '../quantity/longest-match.ts';
import type { Prefix } from '../quantity/prefix.ts';
import type { Fabric, FilterRule } from '../fabric/fabric.ts';
import { decidingRule, type PacketHeader } from '../fabric/filter-verdict.ts';

/** By number of the address: 1 where the prefixes hold it. Null: they hold every address. */
type Members = Uint8Array | null;

interface Addressed {
  readonly rule: FilterRule;
  readonly from: Members;
  readonly to: Members;
}

export class FilterBook {
  readonly #fabric: Fabric;
  /** Addresses are told apart as objects. */
  readonly #numbers: ReadonlyMap<Address, number>;
  readonly #members = new Map<readonly Prefix[], Uint8Array>();
  readonly #rules: (readonly Addressed[] | undefined)[] = [];

  constructor(fabric: Fabric, addresses: readonly Address[]) {
    this.#fabric = fabric;
    this.#numbers = new Map(addresses.map((address, n) => [address, n]));
  }

  /** The deciding rule; null where none matches, which refuses the packet. */
  decide(filter: number, header: PacketHeader): FilterRule | null {
    const { source, destination, protocol, port } = header;
    const from = this.#numbers.get(source);
    const to = this.#numbers.get(destination);
    // What translations and tunnels put into headers is not in the list.
    if (from === undefined || to === undefined) return decidingRule(this.#fabric.filters[filter], header);
    for (const each of this.#rulesOf(filter)) {
      const { rule } = each;
      if (rule.protocol !== 'any') {
        if (rule.protocol !== protocol) continue;
        if (protocol !== 'icmp' && (port < rule.portFrom || port > rule.portTo)) continue;
      }
      if (holds(each.from, from) && holds(each.to, to)) return rule;
    }
    return null;
  }

  /** Whether there is a protocol and a port for which some rule may let through what goes between these two. */
  mayPass(filter: number, { source, destination }: PacketHeader): boolean {
    const from = this.#numbers.get(source);
    const to = this.#numbers.get(destination);
    if (from === undefined || to === undefined) return true;
    return this.#rulesOf(filter).some(
      (each) => each.rule.allow && holds(each.from, from) && holds(each.to, to),
    );
  }

  #rulesOf(filter: number): readonly Addressed[] {
    const known = this.#rules[filter];
    if (known !== undefined) return known;
    const addressed = this.#fabric.filters[filter].rules.map((rule) => ({
      rule,
      from: this.#membersOf(rule.from),
      to: this.#membersOf(rule.to),
    }));
    this.#rules[filter] = addressed;
    return addressed;
  }

  #membersOf(prefixes: readonly Prefix[]): Members {
    if (prefixes.length === 0) return null;
    const known = this.#members.get(prefixes);
    if (known !== undefined) return known;
    const match = new LongestMatch<true>();
    for (const prefix of prefixes) match.insert(prefix, true);
    const members = new Uint8Array(this.#numbers.size);
    for (const [address, number] of this.#numbers) members[number] = match.lookup(address) === null ? 0 : 1;
    this.#members.set(prefixes, members);
    return members;
  }
}

const holds = (members: Members, number: number): boolean => members === null || members[number] === 1;
