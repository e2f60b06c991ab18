import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAround, overlaps } from '../../src-renderer/canvas/geometry/box.ts';
import { neighbour } from '../../src-renderer/canvas/geometry/neighbour.ts';
import { hubLayout } from '../../src-renderer/canvas/layout/hub-layout.ts';
import type { LayoutInput } from '../../src-renderer/canvas/layout/layout-input.ts';
import { symbolRoom } from '../../src-renderer/canvas/layout/sizes.ts';
import type { ContainmentTree } from '../../src-renderer/document/containment.ts';

/** `{ site: { vpc: { subnet: { vm: {} } } } }` */
interface Nested {
  readonly [id: string]: Nested;
}

function input(nested: Nested, junctions: readonly string[] = []): LayoutInput {
  const parents = new Map<string, string>();
  const children = new Map<string, string[]>();
  const walk = (level: Nested, parent: string | null): void => {
    for (const [id, below] of Object.entries(level)) {
      if (parent !== null) parents.set(id, parent);
      children.set(id, Object.keys(below));
      walk(below, id);
    }
  };
  walk(nested, null);
  const tree: ContainmentTree = {
    roots: Object.keys(nested),
    childrenOf: (id) => children.get(id) ?? [],
    parentOf: (id) => parents.get(id) ?? null,
  };
  return { tree, isBox: () => false, isJunction: (id) => junctions.includes(id) };
}

const machines = (prefix: string, count: number): Nested =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, {}]));

describe('the layout', () => {
  it('puts the gateway between the first network and the others', () => {
    const positions = hubLayout(
      input(
        { site: { gateway: {}, hub: machines('h', 1), left: machines('l', 1), right: machines('r', 1) } },
        ['gateway'],
      ),
      new Map(),
    );
    const y = (id: string) => positions.get(id)!.y;
    expect(y('h0')).toBeLessThan(y('gateway'));
    expect(y('gateway')).toBeLessThan(y('l0'));
    expect(y('l0')).toBe(y('r0'));
  });

  it('is the same every time', () => {
    const nested = { a: machines('a', 7), b: { c: machines('c', 5), d: machines('d', 2) } };
    expect([...hubLayout(input(nested), new Map())]).toEqual([...hubLayout(input(nested), new Map())]);
  });

  it('never lays two symbols over each other', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(counts, (sites) => {
        const nested = Object.fromEntries(
          sites.map((networks, s) => [
            `site${s}`,
            Object.fromEntries(networks.map((count, n) => [`net${s}-${n}`, machines(`vm${s}-${n}-`, count)])),
          ]),
        );
        const boxes = [...hubLayout(input(nested), new Map()).values()].map((at) =>
          boxAround(at, symbolRoom),
        );
        for (const [index, box] of boxes.entries())
          for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
      }),
      { seed: 14, numRuns: 60 },
    );
  });

  it('leaves what was placed where it is and finds a free place beside it for the rest', () => {
    const placed = new Map([['a0', { x: 500, y: 300 }]]);
    const positions = hubLayout(input({ a: machines('a', 3), b: machines('b', 1) }), placed);
    expect(positions.get('a0')).toEqual({ x: 500, y: 300 });
    const boxes = [...positions.values()].map((at) => boxAround(at, symbolRoom));
    for (const [index, box] of boxes.entries())
      for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
  });
});

const at = (id: string, x: number, y: number) => ({ id, at: { x, y } });

describe('a free place', () => {
  it('is below its siblings where a stranger stands to the right of them', () => {
    // The stranger is 180 to the right, in the way of a symbol of 140 beside one of 140; below nobody is.
    const placed = new Map([
      ['a0', { x: 0, y: 0 }],
      ['stranger', { x: 180, y: 0 }],
    ]);
    const positions = hubLayout(input({ a: machines('a', 2), stranger: {} }), placed);
    expect(positions.get('a1')!.x).toBe(0);
    expect(positions.get('a1')!.y).toBeGreaterThan(0);
  });
});

describe('a free place beside a filled box', () => {
  it('leaves room for the box that is drawn around its siblings', () => {
    const nested = { network: { desks: machines('m', 1), transfer: {} } };
    const positions = hubLayout(input(nested), new Map([['m0', { x: 0, y: 0 }]]));
    // The machine takes 140 around 0, its subnet a margin more: the new subnet begins beyond 70 + 26.
    expect(positions.get('transfer')!.x - symbolRoom.width / 2).toBeGreaterThanOrEqual(70 + 26);
  });
});

describe('the neighbour in a direction', () => {
  const from = at('from', 0, 0);

  it('is the nearest one ahead', () => {
    expect(neighbour(from, 'right', [at('far', 200, 0), at('near', 100, 0), at('behind', -50, 0)])).toBe(
      'near',
    );
  });

  it('prefers one straight ahead to a closer one aside', () => {
    // Ahead 150: cost 150. Ahead 80 and aside 60: 80 + 2 × 60 = 200.
    expect(neighbour(from, 'down', [at('aside', 60, 80), at('ahead', 0, 150)])).toBe('ahead');
  });

  it('is nobody where all are beside or behind', () => {
    // 100 aside for 50 ahead is more than 1.75 times: beside, not above.
    expect(neighbour(from, 'up', [at('beside', 100, -50), at('below', 0, 90)])).toBe(null);
  });
});
