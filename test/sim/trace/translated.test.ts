import { describe, expect, it } from 'vitest';
import type { Fabric, Filter } from '../../../src-sim/fabric/fabric.ts';
import type { Translation } from '../../../src-sim/fabric/translation.ts';
import { trace } from '../../../src-sim/trace/trace.ts';
import { addressOf, FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const match = (port: number, sentence: string) => ({
  port,
  from: [],
  to: [],
  protocol: 'any' as const,
  portFrom: 0,
  portTo: 65535,
  sentence,
  origin: origin('nat', 'NAT gateway'),
});

/** a inside, nat, b outside; what nat makes of packets between its ports is given. */
function behindNat(translations: (inside: number, outside: number) => Translation[], guard?: Filter): Fabric {
  const draft = new FabricDraft()
    .host('a', '10.0.0.4')
    .host('b', '198.51.100.1')
    .router('nat', true, '203.0.113.1')
    .link('a', 'nat')
    .link('nat', 'b')
    .route('nat', '10.0.0.0/24', ['a'])
    .route('nat', '198.51.100.0/24', ['b']);
  const [inside, outside] = [draft.port('nat', 'a'), draft.port('nat', 'b')];
  draft.builder.setNode(draft.node('nat'), { translations: translations(inside, outside) });
  if (guard !== undefined) draft.filter('b', 'nat', 'ingress', guard);
  return draft.build();
}

const masquerade = (outside: number, poolPortFrom = 1024): Translation => ({
  ...match(outside, 'nat makes 203.0.113.7 of the source'),
  kind: 'source',
  from: [prefixOf('10.0.0.0/8')],
  pool: [addressOf('203.0.113.7')],
  poolPortFrom,
  poolPortTo: 65535,
  reuse: 'per-destination',
  idleNs: { tcp: 1, udp: 1, icmp: 1 },
});

const forwarding = (outside: number): Translation => ({
  ...match(outside, 'nat forwards web to inside'),
  kind: 'destination',
  to: [prefixOf('203.0.113.7/32')],
  protocol: 'tcp',
  portFrom: 443,
  portTo: 443,
  targets: [{ address: addressOf('10.0.0.4'), port: 8443 }],
});

/** Lets nothing in that is not an answer or comes from the given source. */
const guard = (source: string): Filter => ({
  id: 'guard',
  stateful: true,
  tracker: 'guard',
  rules: [
    {
      allow: true,
      from: [prefixOf(source)],
      to: [],
      protocol: 'any',
      portFrom: 0,
      portTo: 65535,
      sentence: 'rule',
      origin: origin('guard'),
    },
  ],
  otherwise: 'no rule for this packet',
  origin: origin('guard'),
});

describe('a trace through address translation', () => {
  const outward = { from: 'a', to: 'b', protocol: 'tcp', port: 443 } as const;

  it('shows what becomes of the source, and of the answer', () => {
    const result = trace(
      behindNat((_, outside) => [masquerade(outside)]),
      outward,
    );
    expect(result.class).toBe('delivered');
    const sentences = (steps: typeof result.forward.steps) =>
      steps.filter(({ decidedBy }) => decidedBy.kind === 'translation').map(({ sentence }) => sentence);
    // Port 49152 is in the pool's range and is kept (RFC 4787 section 4.2.1).
    expect(sentences(result.forward.steps)).toEqual([
      'nat makes 203.0.113.7 of the source: source 10.0.0.4:49152 becomes 203.0.113.7:49152',
    ]);
    expect(sentences(result.reverse.steps)).toEqual([
      'test nat remembers the connection: destination 203.0.113.7:49152 becomes 10.0.0.4:49152',
    ]);
  });

  it('lets filters behind it see the new source', () => {
    const nat = (_: number, outside: number) => [masquerade(outside)];
    expect(trace(behindNat(nat, guard('203.0.113.7/32')), outward).class).toBe('delivered');
    const refused = trace(behindNat(nat, guard('10.0.0.0/8')), outward);
    expect(refused.class).toBe('denied');
    expect(refused.verdict).toBe('b is not reached: no rule for tcp 443 from 203.0.113.7');
  });

  it('does not open from outside what is only translated towards it', () => {
    const result = trace(
      behindNat((_, outside) => [masquerade(outside)]),
      {
        from: 'b',
        to: '203.0.113.7',
        protocol: 'tcp',
        port: 443,
      },
    );
    expect(result.class).toBe('no-route');
    expect(result.forward.reason).toBe('table nat has no route to 203.0.113.7');
  });

  it('opens from outside what is forwarded, with another port inside, and back', () => {
    const fabric = behindNat((_, outside) => [masquerade(outside), forwarding(outside)]);
    const inward = { from: 'b', to: '203.0.113.7', protocol: 'tcp' } as const;
    const result = trace(fabric, { ...inward, port: 443 });
    expect(result.class).toBe('delivered');
    expect(result.forward.steps.map(({ at }) => at)).toEqual(['b', 'nat', 'nat', 'a']);
    expect(result.forward.steps[1].sentence).toBe(
      'nat forwards web to inside: destination 203.0.113.7:443 becomes 10.0.0.4:8443',
    );
    expect(result.reverse.steps.find(({ decidedBy }) => decidedBy.kind === 'translation')?.sentence).toBe(
      'test nat remembers the connection: source 10.0.0.4:8443 becomes 203.0.113.7:443',
    );
    expect(trace(fabric, { ...inward, port: 80 }).class).toBe('no-route');
    // A question that leaves the port open finds the one that is forwarded.
    expect(trace(fabric, { from: 'b', to: '203.0.113.7' })).toMatchObject({
      class: 'delivered',
      protocol: 'tcp',
      port: 443,
    });
  });

  it('follows all targets of a translation', () => {
    const two: (outside: number) => Translation = (outside) => ({
      ...forwarding(outside),
      kind: 'destination',
      targets: ['10.0.0.4', '10.0.0.5'].map((text) => ({ address: addressOf(text), port: 0 })),
    });
    const { forward } = trace(
      behindNat((_, outside) => [two(outside)]),
      {
        from: 'b',
        to: '203.0.113.7',
        protocol: 'tcp',
        port: 443,
      },
    );
    // a does not have 10.0.0.5, which nat sends to it all the same.
    expect([forward.fate, ...(forward.branches ?? []).map(({ fate }) => fate)]).toEqual([
      'not-for-me',
      'delivered',
    ]);
  });

  it('knows one address for one both ways', () => {
    const elastic = (outside: number): Translation => ({
      ...match(outside, 'nat has an elastic address'),
      kind: 'static',
      inner: addressOf('10.0.0.4'),
      outer: addressOf('203.0.113.9'),
    });
    const fabric = behindNat((_, outside) => [elastic(outside)]);
    expect(trace(fabric, outward).class).toBe('delivered');
    const inward = trace(fabric, { from: 'b', to: '203.0.113.9', protocol: 'udp', port: 53 });
    expect(inward.class).toBe('delivered');
    expect(inward.forward.steps[1].sentence).toContain('destination 203.0.113.9:53 becomes 10.0.0.4:53');
  });
});

/** Two ways between a and b: there by fw1, back by fw2. */
function twoWays(settle: (draft: FabricDraft) => void): Fabric {
  const draft = new FabricDraft()
    .host('a', '10.0.0.4')
    .host('b', '10.0.1.4')
    .router('r1')
    .router('r2')
    .router('fw1')
    .router('fw2')
    .link('a', 'r1')
    .link('r1', 'fw1')
    .link('r1', 'fw2')
    .link('fw1', 'r2')
    .link('fw2', 'r2')
    .link('r2', 'b')
    .route('r1', '10.0.0.0/24', ['a'])
    .route('r1', '10.0.1.0/24', ['fw1'])
    .route('fw1', '10.0.1.0/24', ['r2'])
    .route('r2', '10.0.1.0/24', ['b'])
    .route('r2', '10.0.0.0/24', ['fw2'])
    .route('fw2', '10.0.0.0/24', ['r1']);
  settle(draft);
  return draft.build();
}

const firewall = (name: string): Filter => ({ ...guard('10.0.0.0/24'), id: name, tracker: name });

describe('a stateful filter', () => {
  const question = { from: 'a', to: 'b', protocol: 'tcp', port: 443 } as const;

  it('that has not seen the request refuses the answer: asymmetric, and named', () => {
    const fabric = twoWays((draft) => {
      draft.filter('fw1', 'r1', 'ingress', firewall('fw1')).filter('fw2', 'r2', 'ingress', firewall('fw2'));
    });
    const result = trace(fabric, question);
    expect(result.class).toBe('asymmetric');
    expect(result.reverse.fate).toBe('denied');
    expect(result.verdict).toBe(
      'a reaches b by tcp 443, but the answer is lost on another way: ' +
        'test fw2 has not seen the request, which passed test fw1',
    );
  });

  it('that shares what it remembers lets it pass', () => {
    const fabric = twoWays((draft) => {
      const pair = { ...firewall('fw2'), tracker: 'fw1' };
      draft.filter('fw1', 'r1', 'ingress', firewall('fw1')).filter('fw2', 'r2', 'ingress', pair);
    });
    expect(trace(fabric, question)).toMatchObject({ class: 'asymmetric', reverse: { fate: 'delivered' } });
  });
});

describe('a node that checks sources', () => {
  it('drops what it would answer by another port', () => {
    const settle = (mode: 'strict' | 'loose') => (draft: FabricDraft) => {
      // r2 sends to a by fw2, and gets from a by fw1.
      draft.builder.setNode(draft.node('r2'), { reversePath: mode });
    };
    const strict = trace(twoWays(settle('strict')), { from: 'a', to: 'b', protocol: 'icmp' });
    expect(strict.class).toBe('denied');
    expect(strict.forward).toMatchObject({ fate: 'reverse-path' });
    expect(strict.forward.reason).toBe(
      'test r2 checks sources, and entry 10.0.0.0/24 of table r2 would answer 10.0.0.4 by another port than it came in at',
    );
    expect(trace(twoWays(settle('loose')), { from: 'a', to: 'b', protocol: 'icmp' }).forward.fate).toBe(
      'delivered',
    );
  });
});

describe('a policy rule', () => {
  it('chooses the table by source and port, and is named', () => {
    const fabric = twoWays((draft) => {
      const table = draft.builder.addTable('web', origin('web', 'table'));
      draft.builder.addRoute(table, {
        prefix: prefixOf('10.0.1.0/24'),
        action: { kind: 'forward', ports: [draft.port('r1', 'fw2')] },
        source: 'static',
        origin: origin('web', 'route'),
      });
      draft.route('fw2', '10.0.1.0/24', ['r2']);
      const rule = { ...match(0, ''), protocol: 'tcp' as const, portFrom: 443, portTo: 443, table };
      const { from, to, protocol, portFrom, portTo, origin: made } = rule;
      draft.builder.setNode(draft.node('r1'), {
        policy: [{ from, to, protocol, portFrom, portTo, table, origin: made }],
      });
    });
    const by = (port: number) =>
      trace(fabric, { from: 'a', to: 'b', protocol: 'tcp', port }).forward.steps[1];
    expect(by(443).sentence).toBe(
      'policy of NAT gateway nat asks table web: entry 10.0.1.0/24 of table web sends 10.0.1.4 on to test fw2',
    );
    expect(by(80).sentence).toBe('entry 10.0.1.0/24 of table r1 sends 10.0.1.4 on to test fw1');
  });
});

describe('a strong host', () => {
  it('takes packets for an address only at its own interface', () => {
    const build = (model: 'weak' | 'strong'): Fabric => {
      const draft = new FabricDraft()
        .host('a', '10.0.0.1')
        .host('b', '10.0.0.2', '10.9.0.2')
        .switch('sw')
        .switch('other')
        .link('a', 'sw')
        .link('b', 'sw')
        .link('b', 'other')
        .attach('a', 'sw', '10.0.0.1')
        .attach('b', 'sw', '10.0.0.2')
        .attach('b', 'other', '10.9.0.2')
        .routeVia('a', '10.9.0.0/24', 'sw', '10.0.0.2');
      draft.builder.setNode(draft.node('b'), { hostModel: model });
      return draft.build();
    };
    const fate = (model: 'weak' | 'strong') =>
      trace(build(model), { from: 'a', to: '10.9.0.2', protocol: 'icmp' }).forward.fate;
    expect(fate('weak')).toBe('delivered');
    expect(fate('strong')).toBe('not-for-me');
  });
});
