/** Tunnels, circuits and exchange ports without which two parts of the network have no way to each other. */
import type { Finding } from '../../scenario/problem.ts';
import { references } from '../../scenario/references.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { entries, nameOf } from '../design.ts';
import type { Rule } from '../rule.ts';

/** What one line of the provider carries, by kind. */
const nouns: Readonly<Record<string, string>> = {
  'ipsec-tunnel': 'IPsec tunnel',
  'private-circuit': 'circuit',
  'virtual-circuit': 'virtual circuit',
  'exchange-port': 'exchange port',
};

export const singleConnection: Rule = {
  code: 'resilience/single-connection',
  severity: 'warning',
  title: 'Everything hangs on one connection',
  why: 'A line, a port or a tunnel fails every now and then, for hours where somebody must dig. Where it is the only way between two parts of the network, they lose each other.',
  cure: 'Add a second connection on another way, or lines: 2 where the provider has separate ones; a tunnel over the internet will do as a backup.',
  find({ scenario }) {
    const graph = new Neighbourhood(scenario);
    const alone = singleLines(scenario).filter(({ id, ends }) => !graph.joinedWithout(id, ...ends));
    const ports = new Set(alone.flatMap(({ id, collection }) => (collection === 'devices' ? [id] : [])));
    return alone.flatMap(({ id, collection, kind, name, ends }): Finding[] => {
      // What hangs on a port that nothing stands in for is told of the port.
      if (ends.some((end) => ports.has(end))) return [];
      const named = ends.map((end) => nameOf(end, scenario.devices?.[end] ?? scenario.gateways?.[end]));
      return [
        {
          code: singleConnection.code,
          severity: singleConnection.severity,
          message: `${nouns[kind]} ${name ?? id} is the only way between ${named[0]} and ${named[1]}`,
          path: [collection, id],
        },
      ];
    });
  },
};

interface SingleLine {
  readonly id: string;
  readonly collection: 'attachments' | 'devices';
  readonly kind: string;
  readonly name: string | undefined;
  readonly ends: readonly [string, string];
}

function singleLines(scenario: Scenario): SingleLine[] {
  const circuits = entries(scenario.attachments).flatMap(([id, each]): SingleLine[] => {
    if (each.kind !== 'ipsec-tunnel' && each.kind !== 'private-circuit' && each.kind !== 'virtual-circuit')
      return [];
    if (each.kind === 'private-circuit' && (each.lines ?? 1) > 1) return [];
    const { kind, name } = each;
    return [{ id, collection: 'attachments', kind, name, ends: [each.ends[0].to, each.ends[1].to] }];
  });
  // A port that nothing leads on from cuts nobody off.
  const inUse = new Set(circuits.flatMap(({ ends }) => ends));
  const ports = entries(scenario.devices).flatMap(([id, each]): SingleLine[] => {
    if (each.kind !== 'exchange-port' || !inUse.has(id)) return [];
    const { kind, name } = each;
    const beyond = circuits.flatMap(({ ends }) =>
      ends.includes(id) ? ends.filter((end) => end !== id) : [],
    );
    return [{ id, collection: 'devices', kind, name, ends: [each.device, beyond[0]] }];
  });
  return [...circuits, ...ports];
}

/** Which records are joined to which; names and sessions join nothing, and the internet carries no private packets. */
class Neighbourhood {
  readonly #near = new Map<string, Set<string>>();

  constructor(scenario: Scenario) {
    const silent = new Set(
      entries(scenario.attachments).flatMap(([id, { kind }]) =>
        kind === 'bgp-session' || kind === 'dns-record' || kind === 'internet-access' ? [id] : [],
      ),
    );
    const joining = new Set(['links', 'attachments', 'subnets', 'gateways', 'devices']);
    for (const { path, target } of references(scenario)) {
      const [collection, id, field] = path;
      if (!joining.has(String(collection)) || silent.has(String(id)) || field === 'site') continue;
      if (collection === 'devices' && field !== 'device') continue;
      this.#join(String(id), target);
    }
  }

  #join(a: string, b: string): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const near = this.#near.get(from) ?? new Set();
      this.#near.set(from, near.add(to));
    }
  }

  joinedWithout(missing: string, from: string, to: string): boolean {
    const reached = new Set([from]);
    for (const id of reached) {
      for (const next of this.#near.get(id) ?? []) if (next !== missing) reached.add(next);
    }
    return reached.has(to);
  }
}
