import { describe, expect, it } from 'vitest';
import type { PacketHeader } from '../../../src-sim/fabric/filter-verdict.ts';
import type { PolicyRule } from '../../../src-sim/fabric/policy.ts';
import { decideRoute } from '../../../src-sim/fabric/policy-lookup.ts';
import { checkReversePath } from '../../../src-sim/fabric/reverse-path.ts';
import { RouteLookup } from '../../../src-sim/fabric/route-lookup.ts';
import { addressOf, FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const header = (source: string, destination: string): PacketHeader => ({
  source: addressOf(source),
  destination: addressOf(destination),
  protocol: 'tcp',
  sourcePort: 50000,
  port: 443,
});

/** Router r between a (10.1/16), b (10.2/16) and c (the rest); `special` sends 10.2/16 to c instead. */
function lab(rules: readonly Partial<PolicyRule>[], reversePath?: 'strict' | 'loose') {
  const draft = new FabricDraft().router('r').router('a').router('b').router('c');
  draft.link('r', 'a').link('r', 'b').link('r', 'c');
  draft
    .route('r', '10.1.0.0/16', ['a'])
    .route('r', '10.2.0.0/16', ['b'])
    .route('r', '10.9.0.0/16', 'blackhole');
  const special = draft.builder.addTable('special', origin('special'));
  const action = { kind: 'forward', ports: [draft.port('r', 'c')] } as const;
  draft.builder.addRoute(special, {
    prefix: prefixOf('10.2.0.0/16'),
    action,
    source: 'static',
    origin: origin('x'),
  });
  const any = { from: [], to: [], protocol: 'any', portFrom: 0, portTo: 65535, table: special } as const;
  const r = draft.node('r');
  draft.builder.setNode(r, {
    policy: rules.map((rule, n) => ({ ...any, origin: origin(`rule${n}`), ...rule })),
    ...(reversePath === undefined ? {} : { reversePath }),
  });
  const fabric = draft.build();
  const routes = new RouteLookup(fabric);
  const port = (to: string) => draft.port('r', to);
  return {
    port,
    decide: (entered: number | null, packet: PacketHeader) => decideRoute(fabric, routes, r, entered, packet),
    check: (entered: number, packet: PacketHeader) => checkReversePath(fabric, routes, entered, packet),
  };
}

describe('a policy rule', () => {
  it('names the table for packets of its sources, and nobody else', () => {
    const { decide, port } = lab([{ from: [prefixOf('10.1.7.0/24')] }]);
    const to = (source: string) => decide(port('a'), header(source, '10.2.0.1')).route?.action;
    expect(to('10.1.7.1')).toEqual({ kind: 'forward', ports: [port('c')] });
    expect(to('10.1.8.1')).toEqual({ kind: 'forward', ports: [port('b')] });
  });

  it('looks at protocol and destination port', () => {
    const { decide, port } = lab([{ protocol: 'tcp', portFrom: 443, portTo: 443 }]);
    const packet = header('10.1.0.1', '10.2.0.1');
    expect(decide(port('a'), packet).rule).not.toBeNull();
    expect(decide(port('a'), { ...packet, port: 80 }).rule).toBeNull();
    expect(decide(port('a'), { ...packet, protocol: 'udp' }).rule).toBeNull();
  });

  it('of one port does not touch what comes in elsewhere, nor what the node sends itself', () => {
    const lab1 = lab([{ port: 0 }]);
    const { decide, port } = lab1;
    const packet = header('10.1.0.1', '10.2.0.1');
    // Port 0 is the first that was drawn: from r to a.
    expect(port('a')).toBe(0);
    expect(decide(0, packet).rule).not.toBeNull();
    expect(decide(port('b'), packet).rule).toBeNull();
    expect(decide(null, packet).rule).toBeNull();
  });

  it('is passed over where its table has no route for the destination', () => {
    const { decide, port } = lab([{}]);
    expect(decide(port('b'), header('10.2.0.1', '10.1.0.1'))).toMatchObject({
      rule: null,
      route: { action: { kind: 'forward', ports: [port('a')] } },
    });
  });

  it('comes before those behind it', () => {
    const { decide, port } = lab([{ to: [prefixOf('10.2.0.0/24')] }, {}]);
    const rule = (destination: string) =>
      decide(port('a'), header('10.1.0.1', destination)).rule?.origin.name;
    expect(rule('10.2.0.1')).toBe('rule0');
    expect(rule('10.2.1.1')).toBe('rule1');
  });
});

describe('the reverse path check', () => {
  it('is not made where nobody asks for it', () => {
    const { check, port } = lab([]);
    expect(check(port('a'), header('192.0.2.1', '10.2.0.1'))).toBeNull();
  });

  it('lets a packet in where an answer would leave, and nowhere else, if it is strict', () => {
    const { check, port } = lab([], 'strict');
    const packet = header('10.1.0.1', '10.2.0.1');
    expect(check(port('a'), packet)?.passes).toBe(true);
    expect(check(port('b'), packet)?.passes).toBe(false);
  });

  it('is content with any way back if it is loose, but not with none or with one that drops', () => {
    const { check, port } = lab([], 'loose');
    const passes = (source: string) => check(port('b'), header(source, '10.2.0.1'))?.passes;
    expect(passes('10.1.0.1')).toBe(true);
    expect(passes('192.0.2.1')).toBe(false);
    expect(passes('10.9.0.1')).toBe(false);
  });

  it('follows policy rules for the answer', () => {
    // The answer to 10.2.0.1 goes by the special table to c.
    const { check, port } = lab([{ from: [prefixOf('10.1.0.0/16')] }], 'strict');
    const packet = header('10.2.0.1', '10.1.0.1');
    expect(check(port('c'), packet)?.passes).toBe(true);
    expect(check(port('b'), packet)?.passes).toBe(false);
  });
});
