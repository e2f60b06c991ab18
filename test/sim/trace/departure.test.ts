import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fabric, Filter } from '../../../src-sim/fabric/fabric.ts';
import { answerTo, type PacketHeader } from '../../../src-sim/fabric/filter-verdict.ts';
import { chainMax, type Departure, departureFrom } from '../../../src-sim/trace/departure.ts';
import {
  followChain,
  leadingWay,
  lengthOf,
  memoryOf,
  nodeAt,
  type Way,
} from '../../../src-sim/trace/follow.ts';
import { type Groundwork, groundworkOf } from '../../../src-sim/trace/groundwork.ts';
import { reasonOf } from '../../../src-sim/trace/reasons.ts';
import { Ways } from '../../../src-sim/trace/ways.ts';
import { fabric } from '../../support/fabric-arbitrary.ts';
import { FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const seed = 20261120;

const ground = (drawn: Fabric): Groundwork =>
  groundworkOf(
    drawn,
    drawn.endpoints.flatMap(({ addresses }) => addresses),
  );

function departure({ fabric, decisions }: Groundwork, from: number, to: number): Departure {
  const [sender, receiver] = [fabric.endpoints[from], fabric.endpoints[to]];
  const ways = new Ways(decisions, { address: receiver.addresses[0], node: receiver.node });
  return departureFrom(decisions, sender.node, ways, new Int32Array(chainMax));
}

/** Names of the nodes met, so that a way can be told apart by eye. */
const nodes = (known: Groundwork, way: Way): string[] =>
  Array.from({ length: lengthOf(way) }, (_, n) => known.fabric.nodes[nodeAt(known, way, n)].id);

/** Two leaves joined by two spines; `a` on the first, `b` on the second. */
const leafAndSpine = (): FabricDraft =>
  new FabricDraft()
    .router('leaf1')
    .router('leaf2')
    .router('spine1')
    .router('spine2')
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .link('a', 'leaf1')
    .link('b', 'leaf2')
    .link('leaf1', 'spine1')
    .link('leaf1', 'spine2')
    .link('spine1', 'leaf2')
    .link('spine2', 'leaf2')
    .route('leaf1', '10.0.1.0/24', ['spine1', 'spine2'])
    .route('leaf2', '10.0.1.0/24', ['b']);

describe('what is known of a way before any packet is sent', () => {
  it('is one chain where nothing is shared', () => {
    const known = ground(leafAndSpine().route('spine1', '10.0.1.0/24', ['leaf2']).build());
    expect(departure(known, 1, 0).chain).toMatchObject({ fate: 'no-route', length: 2 });
  });

  it('is one chain where equal next hops are alike', () => {
    const draft = leafAndSpine()
      .route('spine1', '10.0.1.0/24', ['leaf2'])
      .route('spine2', '10.0.1.0/24', ['leaf2']);
    // a, leaf1, spine1, leaf2, b
    expect(departure(ground(draft.build()), 0, 1).chain).toMatchObject({ fate: 'delivered', length: 5 });
  });

  it('is one chain where the first of several next hops fails, since that is told first', () => {
    const known = ground(leafAndSpine().route('spine2', '10.0.1.0/24', ['leaf2']).build());
    expect(departure(known, 0, 1).chain).toMatchObject({ fate: 'no-route', length: 3 });
  });

  it('is no chain where a later next hop fails', () => {
    const known = ground(leafAndSpine().route('spine1', '10.0.1.0/24', ['leaf2']).build());
    expect(departure(known, 0, 1).chain).toBeNull();
  });

  it('is no chain where a filter stands on one of several ways only', () => {
    const filter: Filter = {
      id: 'f',
      stateful: false,
      tracker: 'f',
      rules: [],
      otherwise: 'no rule for this packet',
      origin: origin('f'),
    };
    const draft = leafAndSpine()
      .route('spine1', '10.0.1.0/24', ['leaf2'])
      .route('spine2', '10.0.1.0/24', ['leaf2'])
      .filter('spine2', 'leaf1', 'ingress', filter);
    expect(departure(ground(draft.build()), 0, 1).chain).toBeNull();
  });

  it('ends a round where it closes', () => {
    const draft = leafAndSpine().route('spine1', '10.0.1.0/24', ['leaf1']);
    // a, leaf1, spine1, leaf1 again
    expect(departure(ground(draft.build()), 0, 1).chain).toMatchObject({ loop: true, length: 4 });
  });
});

interface Gate {
  readonly port: number;
  readonly outgoing: boolean;
  readonly stateful: boolean;
  readonly protocol: 'any' | 'icmp' | 'tcp';
  readonly allow: boolean;
}

const gates: fc.Arbitrary<Gate[]> = fc.array(
  fc.record({
    port: fc.nat(40),
    outgoing: fc.boolean(),
    stateful: fc.boolean(),
    protocol: fc.constantFrom('any', 'icmp', 'tcp'),
    allow: fc.boolean(),
  }),
  { maxLength: 6 },
);

/** Filters on any ports, also between routers. */
function withGates(drawn: Fabric, more: readonly Gate[]): Fabric {
  const ports = drawn.ports.map((port) => ({
    ...port,
    ingress: [...port.ingress],
    egress: [...port.egress],
  }));
  const filters = [...drawn.filters];
  for (const [n, { port, outgoing, stateful, protocol, allow }] of more.entries()) {
    const id = `gate${n}`;
    const from = [prefixOf('10.0.0.0/23')];
    const rule = {
      allow,
      from,
      to: [],
      protocol,
      portFrom: 0,
      portTo: 1023,
      sentence: id,
      origin: origin(id),
    };
    const filter = { id, stateful, tracker: id, rules: [rule], otherwise: 'no rule', origin: origin(id) };
    ports[port % ports.length][outgoing ? 'egress' : 'ingress'].push(filters.push(filter) - 1);
  }
  return { ...drawn, ports, filters };
}

const told = (known: Groundwork, way: Way) => ({
  fate: way.fate,
  nodes: nodes(known, way),
  refusal: way.refusal,
  reason: reasonOf(known, way, false),
  round: way.kind === 'chain' ? way.loop : way.roundFrom >= 0,
  // What refused packets have passed before matters to nobody.
  trackers: way.fate === 'delivered' ? memoryOf(way).witnesses.map(({ tracker }) => tracker) : [],
});

describe('a chain', () => {
  it('says of every packet what following each next hop says', () => {
    const chains = { plain: 0, shared: 0 };
    fc.assert(
      fc.property(fabric, gates, (plain, more) => {
        const known = ground(withGates(plain, more));
        const { endpoints } = known.fabric;
        for (const from of endpoints.keys()) {
          for (const to of endpoints.keys()) {
            const way = departure(known, from, to);
            if (from === to || way.chain === null) continue;
            const { trail, length } = way.chain;
            const forks = Array.from(trail.slice(0, length)).some((id) => known.decisions.isFork(id));
            chains[forks ? 'shared' : 'plain'] += 1;
            for (const protocol of ['icmp', 'tcp', 'udp'] as const) {
              const [source, destination] = [endpoints[from].addresses[0], endpoints[to].addresses[0]];
              const header: PacketHeader = { source, destination, protocol, sourcePort: 0, port: 443 };
              // Trackers that know the packet as an answer.
              const trackers = ['gate0', 'h1'];
              const witnesses = trackers.map((tracker) => ({ tracker, header: answerTo(header) }));
              const memory = { witnesses, passages: [] };
              const target = { address: destination, node: endpoints[to].node };
              const quick = followChain(known, way.chain, header, trackers);
              const slow = leadingWay(known.walker.walk({ node: way.node, header, target, memory }, 'all'));
              expect(told(known, quick)).toEqual(told(known, slow));
            }
          }
        }
      }),
      { seed, numRuns: 500 },
    );
    expect(chains.plain).toBeGreaterThan(0);
    expect(chains.shared).toBeGreaterThan(0);
  });
});
