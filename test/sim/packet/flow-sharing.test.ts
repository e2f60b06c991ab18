import { describe, expect, it } from 'vitest';
import type { FlowSharing } from '../../../src-sim/fabric/fabric.ts';
import { runFabric } from '../../../src-sim/packet/run-fabric.ts';
import { FabricDraft } from '../../support/fabric-builder.ts';

/** a - r1 =(over p or q)= r2 - b: one flow to 64 ports; packets over p and over q. */
function shares(first?: FlowSharing, second?: FlowSharing): readonly [number, number, number, number] {
  const draft = new FabricDraft()
    .host('a', '10.0.0.1')
    .host('b', '10.0.1.1')
    .router('r1')
    .router('p')
    .router('q')
    .router('r2')
    .router('u')
    .router('v')
    .link('a', 'r1')
    .link('r1', 'p')
    .link('r1', 'q')
    .link('p', 'r2')
    .link('q', 'r2')
    .link('r2', 'u')
    .link('r2', 'v')
    .link('u', 'b')
    .link('v', 'b')
    .route('r1', '10.0.1.1/32', ['p', 'q'])
    .route('p', '10.0.1.1/32', ['r2'])
    .route('q', '10.0.1.1/32', ['r2'])
    .route('r2', '10.0.1.1/32', ['u', 'v'])
    .route('u', '10.0.1.1/32', ['b'])
    .route('v', '10.0.1.1/32', ['b'])
    .flow('f', 'a', 'b', { portCount: 64, packetBytes: 100, rateBps: 100 * 8 * 1e6, stopNs: 20e6 });
  if (first !== undefined) draft.builder.setNode(draft.node('r1'), { sharing: first });
  if (second !== undefined) draft.builder.setNode(draft.node('r2'), { sharing: second });
  const { links } = runFabric(draft.build());
  const over = (id: string) => links.find((link) => link.id === id)!.packets;
  return [over('r1-p:r1>p'), over('r1-q:r1>q'), over('r2-u:r2>u'), over('r2-v:r2>v')];
}

describe('flows over equal next hops', () => {
  it('are shared by all five fields where nothing else is said', () => {
    const [p, q, u, v] = shares();
    expect([p + q, u + v]).toEqual([20_000, 20_000]);
    // 64 fair coins: fewer than 12 heads have a chance of 1e-7.
    for (const share of [p, q, u, v]) expect(share).toBeGreaterThan((20_000 * 12) / 64);
  });

  it('keep together by their two addresses', () => {
    const [p, q] = shares({ by: 'addresses' });
    expect([p, q].sort((a, b) => a - b)).toEqual([0, 20_000]);
  });

  it('choose alike at every router that mixes in nothing of its own', () => {
    const [p, q, u, v] = shares({ by: 'five-tuple', seed: 0 }, { by: 'five-tuple', seed: 0 });
    expect([u, v]).toEqual([p, q]);
  });
});
