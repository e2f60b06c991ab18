import { describe, expect, it } from 'vitest';
import { FabricBuilder } from '../../../src-sim/fabric/builder.ts';
import { FabricDraft, origin, prefixOf } from '../../support/fabric-builder.ts';

const nothing = { flows: [], events: [], probes: [], captures: [], seed: 1, durationNs: 1 };
const node = (id: string) => ({
  id,
  role: 'router' as const,
  origin: origin(id),
  addresses: [],
  decrementsTtl: true,
});

describe('the fabric builder', () => {
  it('gives a port without a table of its own that of its node', () => {
    const fabric = new FabricDraft().router('a').router('b').link('a', 'b').build();
    expect(fabric.ports.map(({ table }) => table)).toEqual(fabric.nodes.map(({ table }) => table));
  });

  it('gives a node without a table an empty one', () => {
    const builder = new FabricBuilder();
    builder.addNode(node('a'));
    const fabric = builder.build(nothing);
    expect(fabric.tables[fabric.nodes[0].table].routes).toEqual([]);
  });

  it('keeps the first route of a prefix', () => {
    const builder = new FabricBuilder();
    const table = builder.addTable('t', origin('t'));
    const route = { prefix: prefixOf('10.0.0.0/8'), source: 'static' as const, origin: origin('r') };
    expect(builder.addRoute(table, { ...route, action: { kind: 'blackhole' } })).toBe(true);
    expect(builder.addRoute(table, { ...route, action: { kind: 'prohibit' } })).toBe(false);
    expect(builder.build(nothing).tables[table].routes.map(({ action }) => action.kind)).toEqual([
      'blackhole',
    ]);
  });

  it('plugs both ends of a link into the nodes named', () => {
    const fabric = new FabricDraft().router('a').router('b').link('a', 'b').build();
    const [{ ports }] = fabric.links;
    expect(ports.map((port) => fabric.nodes[fabric.ports[port].node].id)).toEqual(['a', 'b']);
    expect(fabric.nodes.map((each) => each.ports)).toEqual([[ports[0]], [ports[1]]]);
  });
});
