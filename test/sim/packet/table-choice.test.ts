import { describe, expect, it } from 'vitest';
import type { PolicyRule } from '../../../src-sim/fabric/policy.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

/** Host a at router r; host b behind x and y alike, of which r's table prefers x. */
function lab(): FabricDraft {
  const draft = new FabricDraft().host('a', '10.0.0.1').host('b', '10.0.1.1').host('c', '10.0.2.1');
  draft.router('r').router('x').router('y').router('z');
  draft
    .link('a', 'r')
    .link('r', 'x')
    .link('r', 'y')
    .link('x', 'z')
    .link('y', 'z')
    .link('z', 'b')
    .link('c', 'x');
  draft.route('r', '10.0.1.0/24', ['x']).route('r', '10.0.0.0/24', ['a']).route('r', '10.0.2.0/24', ['y']);
  for (const side of ['x', 'y']) {
    draft.route(side, '10.0.1.0/24', ['z']).route(side, '10.0.0.0/24', ['r']);
  }
  draft.route('z', '10.0.1.0/24', ['b']).route('z', '10.0.0.0/24', ['x']);
  return draft;
}

function policy(draft: FabricDraft, match: Partial<PolicyRule>): void {
  const table = draft.builder.addTable('special', origin('special'));
  draft.builder.addRoute(table, {
    prefix: prefixOf('0.0.0.0/0'),
    action: { kind: 'forward', ports: [draft.port('r', 'y')] },
    source: 'static',
    origin: origin('route'),
  });
  const any = {
    from: [],
    to: [],
    protocol: 'any',
    portFrom: 0,
    portTo: 65535,
    origin: origin('rule'),
  } as const;
  draft.builder.setNode(draft.node('r'), { policy: [{ ...any, table, ...match }] });
}

const packetsBy = (draft: FabricDraft, link: string): number =>
  runFabric(draft.build()).links.find(({ id }) => id === link)!.packets;

describe('a policy in a run', () => {
  it('leads what it matches by another way', () => {
    const draft = lab().flow('f', 'a', 'b', { port: 443 });
    expect(packetsBy(draft, 'r-x:r>x')).toBe(125);
    policy(draft, { protocol: 'udp', portFrom: 443, portTo: 443 });
    expect(packetsBy(draft, 'r-y:r>y')).toBe(125);
    expect(packetsBy(draft, 'r-x:r>x')).toBe(0);
  });

  it('leaves alone what it does not match', () => {
    const draft = lab().flow('f', 'a', 'b', { port: 80 });
    policy(draft, { protocol: 'udp', portFrom: 443, portTo: 443 });
    expect(packetsBy(draft, 'r-x:r>x')).toBe(125);
  });
});

describe('the reverse path check in a run', () => {
  // c sends by x, and r would answer by y.
  const toA = () => lab().flow('f', 'c', 'a');

  it('drops what comes in where no answer would leave', () => {
    expect(runFabric(toA().build()).flows[0].delivered).toBe(125);
    const strict = toA();
    strict.builder.setNode(strict.node('r'), { reversePath: 'strict' });
    expect(runFabric(strict.build()).flows[0].lossByFate).toEqual({ 'reverse-path': 125 });
  });

  it('is content with any way if it is loose', () => {
    const loose = toA();
    loose.builder.setNode(loose.node('r'), { reversePath: 'loose' });
    expect(runFabric(loose.build()).flows[0].delivered).toBe(125);
  });
});
