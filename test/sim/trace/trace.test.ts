import { describe, expect, it } from 'vitest';
import type { Fabric, Filter, FilterRule } from '../../../src-sim/fabric/fabric.ts';
import { trace, TraceRefusal } from '../../../src-sim/trace/trace.ts';
import { FabricDraft, origin } from '../../support/fabric-builder.ts';

const rule = (given: Partial<FilterRule>): FilterRule => ({
  allow: true,
  from: [],
  to: [],
  protocol: 'any',
  portFrom: 0,
  portTo: 65535,
  sentence: 'rule 1 matches this packet',
  origin: origin('rule'),
  ...given,
});

const filter = (id: string, rules: FilterRule[], stateful = false, tracker = id): Filter => ({
  id,
  stateful,
  tracker,
  rules,
  otherwise: `${id} has no rule for this packet`,
  origin: origin(id, 'filter'),
});

/** a - r1 - r2 - b, with routes both ways. */
const line = (): FabricDraft =>
  new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .router('r1')
    .router('r2')
    .link('a', 'r1')
    .link('r1', 'r2')
    .link('r2', 'b')
    .route('r1', '10.0.0.0/24', ['a'])
    .route('r2', '10.0.0.0/24', ['r1']);

const reachable = (): FabricDraft =>
  line().route('r1', '10.0.1.0/24', ['r2']).route('r2', '10.0.1.0/24', ['b']);

const ab = (fabric: Fabric, protocol: 'icmp' | 'tcp' | 'udp' = 'icmp', port = 0) =>
  trace(fabric, { from: 'a', to: 'b', protocol, port });

/** a, so many routers in a row, b. */
const chain = (routers: number): Fabric => {
  const draft = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.1.1');
  for (let n = 1; n <= routers; n++) draft.router(`r${n}`);
  draft.link('a', 'r1');
  for (let n = 1; n < routers; n++)
    draft.link(`r${n}`, `r${n + 1}`).route(`r${n}`, '10.0.1.0/24', [`r${n + 1}`]);
  return draft.link(`r${routers}`, 'b').route(`r${routers}`, '10.0.1.0/24', ['b']).build();
};

describe('a trace', () => {
  it('tells every hop with the entry that decided, and the answer', () => {
    const result = ab(reachable().build());
    expect(result.class).toBe('delivered');
    expect(result.forward.steps.map(({ at, decidedBy }) => `${at}: ${decidedBy.entry}`)).toEqual([
      'a: 0.0.0.0/0 default via r1',
      'r1: 10.0.1.0/24 static via r2',
      'r2: 10.0.1.0/24 static via b',
      'b: 10.0.1.1',
    ]);
    expect(result.reverse.steps.map(({ at }) => at)).toEqual(['b', 'r2', 'r1', 'a']);
  });

  it('answers for addresses as well as for names', () => {
    const byAddress = trace(reachable().build(), { from: '10.0.0.1', to: '10.0.1.1' });
    expect(byAddress.class).toBe('delivered');
    expect(byAddress.forward.steps.map(({ at }) => at)).toEqual(['a', 'r1', 'r2', 'b']);
  });

  it.each([
    ['blackhole', 'blackhole'],
    ['unreachable', 'unreachable'],
    ['prohibit', 'prohibited'],
    ['no-neighbour', 'no-neighbour'],
  ] as const)('ends at an entry %s as %s', (kind, fate) => {
    const result = ab(line().route('r1', '10.0.1.0/24', kind).build());
    expect(result.forward.fate).toBe(fate);
    expect(result.forward.steps.at(-1)?.at).toBe('r1');
    expect(result.class).toBe('no-route');
  });

  it('ends without a route where no entry matches', () => {
    const result = ab(line().build());
    expect(result.forward.fate).toBe('no-route');
    expect(result.verdict).toBe('b is not reached: table r1 has no route to 10.0.1.1');
  });

  it('ends at a machine that does not have the address', () => {
    const fabric = reachable()
      .host('c', '10.0.2.1')
      .link('r2', 'c')
      .route('r2', '10.0.1.1/32', ['c'])
      .build();
    const result = ab(fabric);
    expect(result.forward.fate).toBe('not-for-me');
    expect(result.forward.steps.at(-1)?.at).toBe('c');
  });

  it('notices that an answer does not return', () => {
    const fabric = new FabricDraft()
      .host('a', '10.0.0.1')
      .host('b', '10.0.1.1')
      .router('r1')
      .link('a', 'r1')
      .link('r1', 'b')
      .route('r1', '10.0.1.0/24', ['b'])
      .build();
    const result = ab(fabric);
    expect(result.class).toBe('one-way');
    expect(result.verdict).toBe(
      'a reaches b by icmp, but the answer does not return: table r1 has no route to 10.0.0.1',
    );
  });

  it('notices that an answer returns another way', () => {
    const fabric = reachable()
      .router('r3')
      .link('r2', 'r3')
      .link('r3', 'r1')
      .route('r2', '10.0.0.1/32', ['r3'])
      .route('r3', '10.0.0.0/8', ['r1'])
      .build();
    const result = ab(fabric);
    expect(result.class).toBe('asymmetric');
    expect(result.verdict).toBe(
      'a reaches b by icmp, and the answer returns another way: through test r3 as well',
    );
  });

  it('ends a loop the second time a table is asked the same, naming who takes part', () => {
    const fabric = line().route('r1', '10.0.1.0/24', ['r2']).route('r2', '10.0.1.0/24', ['r1']).build();
    const result = ab(fabric);
    expect(result.class).toBe('loop');
    // a, r1, r2, and r1 again.
    expect(result.forward.steps.map(({ at }) => at)).toEqual(['a', 'r1', 'r2', 'r1']);
    expect(result.forward.reason).toBe('packets go round between r1 and r2');
  });

  it('ends after 64 routers that count, as packets do', () => {
    // RFC 1812 section 5.3.1: the router that would bring 64 to 0, the 64th, discards.
    expect(ab(chain(63)).forward.fate).toBe('delivered');
    expect(ab(chain(64)).forward.fate).toBe('ttl-exceeded');
  });

  it('follows all equal next hops and tells of one that fails first', () => {
    const fabric = line()
      .router('r3')
      .link('r1', 'r3')
      .route('r1', '10.0.1.0/24', ['r2', 'r3'])
      .route('r2', '10.0.1.0/24', ['b'])
      .build();
    const { forward } = ab(fabric);
    expect(forward.fate).toBe('no-route');
    expect(forward.steps.at(-1)?.at).toBe('r3');
    expect(forward.branches?.map(({ fate }) => fate)).toEqual(['delivered']);
  });

  it('lets the first matching rule of a filter decide', () => {
    const tcp80 = rule({
      allow: false,
      protocol: 'tcp',
      portFrom: 80,
      portTo: 80,
      sentence: 'rule 1 refuses this packet',
    });
    const fabric = reachable()
      .filter('r1', 'r2', 'egress', filter('wall', [tcp80, rule({})]))
      .build();
    const result = ab(fabric, 'tcp', 80);
    expect(result.class).toBe('denied');
    expect(result.forward.reason).toBe('rule 1 refuses tcp 80 from 10.0.0.1');
    expect(ab(fabric, 'tcp', 81).class).toBe('delivered');
  });

  it('needs a rule for the answer where a filter remembers nothing', () => {
    const out = filter('out', [rule({ protocol: 'tcp', portFrom: 443, portTo: 443 })]);
    const back = filter('back', [rule({ protocol: 'tcp', portFrom: 443, portTo: 443 })]);
    const build = (stateful: boolean): Fabric =>
      reachable()
        .filter('r1', 'r2', 'egress', { ...out, stateful, tracker: 'wall' })
        .filter('r1', 'r2', 'ingress', { ...back, stateful, tracker: 'wall' })
        .build();
    // The answer goes to port 49152, which no rule allows.
    expect(ab(build(false), 'tcp', 443).class).toBe('one-way');
    expect(ab(build(true), 'tcp', 443).class).toBe('delivered');
  });

  it('lets an answer pass only the tracker that saw the question', () => {
    const fabric = reachable()
      .filter('r1', 'r2', 'egress', filter('out', [rule({})], true, 'one'))
      .filter('r1', 'r2', 'ingress', filter('back', [], true, 'two'))
      .build();
    expect(ab(fabric).class).toBe('one-way');
  });

  it('finds the one thing that passes when no protocol is named', () => {
    const odd = rule({ protocol: 'udp', portFrom: 4000, portTo: 4010 });
    const narrower = rule({ protocol: 'udp', portFrom: 4008, portTo: 4020 });
    const fabric = reachable()
      .filter('a', 'r1', 'egress', filter('first', [odd]))
      .filter('b', 'r2', 'ingress', filter('second', [narrower]))
      .build();
    const result = trace(fabric, { from: 'a', to: 'b' });
    // Both admit 4008 to 4010.
    expect({ protocol: result.protocol, port: result.port, fate: result.forward.fate }).toEqual({
      protocol: 'udp',
      port: 4008,
      fate: 'delivered',
    });
  });

  it('says that nothing passes when no protocol is named and none passes', () => {
    const result = trace(reachable().filter('b', 'r2', 'ingress', filter('wall', [])).build(), {
      from: 'a',
      to: 'b',
    });
    expect(result.protocol).toBe('any');
    expect(result.verdict).toBe('b is not reached: wall has no rule for anything from 10.0.0.1');
  });

  it('takes a port without a protocol for tcp', () => {
    expect(trace(reachable().build(), { from: 'a', to: 'b', port: 443 }).protocol).toBe('tcp');
  });

  it('does not leave a machine that asks for itself', () => {
    expect(trace(reachable().build(), { from: 'a', to: 'a' }).forward.steps.map(({ at }) => at)).toEqual([
      'a',
    ]);
  });

  it('says that nobody answers for an address that nobody has', () => {
    const result = trace(line().route('r1', '10.0.1.0/24', 'no-neighbour').build(), {
      from: 'a',
      to: '10.0.1.9',
    });
    expect(result.reverse).toEqual({
      fate: 'no-neighbour',
      reason: 'nothing in the design has the address 10.0.1.9, so nothing answers',
      steps: [],
    });
  });

  it('refuses questions about what is not there', () => {
    const fabric = reachable().host('six', '2001:db8::1').build();
    const refusal = (from: string, to: string): string => {
      try {
        trace(fabric, { from, to });
        return 'answered';
      } catch (refused) {
        return refused instanceof TraceRefusal ? refused.message : 'failed';
      }
    };
    expect(refusal('sixx', 'b')).toMatch(/no workload .*sixx.*did you mean six\?/u);
    expect(refusal('10.9.9.9', 'b')).toBe(
      'nothing in the design has the address 10.9.9.9, so nothing can be sent from it',
    );
    expect(refusal('six', 'b')).toBe('six and b have no addresses of the same family, so they cannot talk');
  });
});
