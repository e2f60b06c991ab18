// Geometry of the drawing: nothing overlaps but what contains it, whatever stands where.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src-sim/report/drawing/connect.ts';
import { drawingSvg } from '../../../src-sim/report/drawing/drawing-svg.ts';
import {
  type DrawnBox,
  drawingTree,
  drawnCollections,
} from '../../../src-sim/report/drawing/drawing-tree.ts';
import { fittedText } from '../../../src-sim/report/drawing/fitted-text.ts';
import { layout, type PlacedBox, type Positions } from '../../../src-sim/report/drawing/layout.ts';
import { closerThan, type Rectangle } from '../../../src-sim/report/drawing/rectangle.ts';
import type { Scenario } from '../../../src-sim/scenario/schema.ts';
import { reportFixture } from './fixture.ts';

const { planned, run } = reportFixture;

/** Ids of the boxes around each box. */
function containersOf(roots: readonly DrawnBox[]): Map<string, Set<string>> {
  const around = new Map<string, Set<string>>();
  const walk = (box: DrawnBox, outer: readonly string[]): void => {
    around.set(box.id, new Set(outer));
    for (const child of box.children) walk(child, [...outer, box.id]);
  };
  for (const root of roots) walk(root, []);
  return around;
}

function faults(roots: readonly DrawnBox[], placed: readonly PlacedBox[]): string[] {
  const around = containersOf(roots);
  const found: string[] = [];
  for (const [index, a] of placed.entries()) {
    for (const b of placed.slice(index + 1)) {
      const [aInB, bInA] = [around.get(a.box.id)!.has(b.box.id), around.get(b.box.id)!.has(a.box.id)];
      if (aInB ? !holds(b, a) : bInA ? !holds(a, b) : closerThan(a, b, 0))
        found.push(`${a.box.id} and ${b.box.id}`);
    }
  }
  return found;
}

const holds = (outer: Rectangle, inner: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe('the tree of boxes', () => {
  it('nests workload in subnet in network in site', () => {
    const [frankfurt] = drawingTree(planned);
    const hub = frankfurt.children.find(({ id }) => id === 'hub')!;
    expect(hub.children[0].children[0].record).toBe('workloads.database');
    expect(frankfurt.children.map(({ id }) => id)).toEqual(['hub', 'spoke', 'transit']);
  });

  it('shows records whose container is missing or that contain each other at the top', () => {
    const odd: Scenario = {
      netwright: 1,
      name: 'Odd',
      sites: {
        one: { kind: 'data-centre', within: 'other' },
        other: { kind: 'data-centre', within: 'one' },
      },
      networks: { lost: { kind: 'lan', site: 'nowhere', cidrs: ['10.0.0.0/8'] } },
    };
    expect(drawingTree(odd).map(({ id }) => id)).toEqual(['one', 'other', 'lost']);
  });

  it('does not lose its head over sites nested ten thousand deep', () => {
    const sites = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [
        `s${n}`,
        { kind: 'data-centre' as const, within: `s${n - 1}` },
      ]),
    );
    const placed = layout(drawingTree({ netwright: 1, name: 'Deep', sites }));
    expect(placed).toHaveLength(10_000);
  });
});

const leaf = (id: string): DrawnBox => ({
  record: id,
  collection: 'gateways',
  id,
  title: id,
  subtitle: '',
  children: [],
});

describe('the layout', () => {
  it('keeps siblings apart and puts every box wholly inside its container', () => {
    const roots = drawingTree(planned);
    expect(faults(roots, layout(roots))).toEqual([]);
  });

  it('does so for any nesting and any positions', () => {
    const box = fc.letrec<{ node: DrawnBox[] }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        fc.constant<DrawnBox[]>([]),
        fc.array(
          fc.record({ collection: fc.constantFrom(...drawnCollections), children: tie('node') }).map(
            ({ collection, children }): DrawnBox => ({
              record: '',
              collection,
              id: '',
              title: 'x',
              subtitle: '',
              children,
            }),
          ),
          { maxLength: 6 },
        ),
      ),
    })).node;
    const place = fc.oneof(
      fc.integer({ min: -400, max: 400 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(box, fc.array(fc.tuple(place, place), { maxLength: 40 }), (unnamed, places) => {
        let next = 0;
        const named = (each: DrawnBox): DrawnBox => ({
          ...each,
          id: `b${next++}`,
          children: each.children.map(named),
        });
        const roots = unnamed.map(named);
        const positions: Positions = Object.fromEntries(
          places.map(([x, y], index) => [`b${index * 2}`, { x, y }] as const),
        );
        expect(faults(roots, layout(roots, positions))).toEqual([]);
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });

  it('leaves boxes that do not meet where the canvas has them, relative to each other', () => {
    const placed = layout([leaf('a'), leaf('b')], { a: { x: 200, y: -60 }, b: { x: 0, y: 0 } });
    // Leaves are 148 x 46. a is centred 200 right of and 60 above b, and no empty stripe between them exceeds 72:
    // across, 200 - 148 = 52; down, 60 - 46 = 14. So the offsets stay as they are.
    const [a, b] = ['a', 'b'].map((id) => placed.find(({ box }) => box.id === id)!);
    expect([a.x - b.x, a.y - b.y]).toEqual([200, -60]);
  });

  it('narrows empty stripes, so that one stray box does not shrink all others', () => {
    const placed = layout([leaf('a'), leaf('b')], { a: { x: 0, y: 0 }, b: { x: 900_000, y: 0 } });
    // 148 wide, and 72 is the widest stripe.
    expect(placed.map(({ x }) => x)).toEqual([0, 220]);
  });

  it('puts gateways between the networks where nobody placed anything', () => {
    const placed = layout(drawingTree(planned));
    const y = (id: string): number => placed.find(({ box }) => box.id === id)!.y;
    expect(y('hub')).toBeLessThan(y('transit'));
    expect(y('transit')).toBeLessThan(y('spoke'));
  });
});

describe('the drawing', () => {
  const svg = drawingSvg(planned, run).text;

  it('holds every record that occupies a place once, and every connection once', () => {
    const records = drawnCollections.flatMap((name) =>
      Object.keys(planned[name] ?? {}).map((id) => `${name}.${id}`),
    );
    // 2 sites, 3 networks, 3 subnets, 1 gateway, 1 device, 3 workloads.
    expect(records).toHaveLength(13);
    const drawn = [...svg.matchAll(/data-record="([^"]*)"/g)].map(([, record]) => record);
    expect(drawn.sort()).toEqual(records.sort());
    const edges = [...svg.matchAll(/data-edge="([^"]*)"/g)].map(([, record]) => record);
    expect(edges.sort()).toEqual([
      'attachments.hub-attachment',
      'attachments.spoke-attachment',
      'subnets.desks',
    ]);
  });

  it('shows the address that was planned, not the wish for one', () => {
    expect(svg).toContain('>10.1.0.4<');
    expect(svg).not.toContain('auto');
  });

  it('colours a connection by its busier direction', () => {
    // 41 % is between 30 and 60; 12 % below 30; the router of the desks has no measured link.
    expect(svg).toContain('class="edge load-moderate" data-edge="attachments.spoke-attachment"');
    expect(svg).toContain('class="edge load-low" data-edge="attachments.hub-attachment"');
    expect(svg).toContain('class="edge load-unknown" data-edge="subnets.desks"');
    // The web server's own link is at 97 %.
    expect(svg).toContain('class="strip load-full"');
  });

  it('joins facing boxes by an upright or level line, others between borders', () => {
    const a = { x: 0, y: 0, width: 100, height: 40 };
    // Shared range 60 to 100, middle 80.
    expect(connect(a, { x: 60, y: 100, width: 100, height: 40 })).toEqual([
      { x: 80, y: 40 },
      { x: 80, y: 100 },
    ]);
    // Shared range 10 to 40, middle 25.
    expect(connect(a, { x: 200, y: 10, width: 50, height: 60 })).toEqual([
      { x: 100, y: 25 },
      { x: 200, y: 25 },
    ]);
    // Centres (50, 20) and (250, 120): slope 1/2, so the line leaves a below at dy 20, dx 40.
    expect(connect(a, { x: 200, y: 100, width: 100, height: 40 })[0]).toEqual({ x: 90, y: 40 });
  });

  it('cuts a name that is too long and keeps one that fits', () => {
    // At size 10 a character is taken for 5.6 wide, so 57 hold ten.
    expect(fittedText('abcdefghij', 57, 10)).toBe('abcdefghij');
    // Nine and the ellipsis.
    expect(fittedText('abcdefghijk', 57, 10)).toBe('abcdefghi\u2026');
    // Wide characters count double: four (eight), and the ellipsis.
    expect(fittedText('\u7db2\u7db2\u7db2\u7db2\u7db2\u7db2', 57, 10)).toBe('\u7db2\u7db2\u7db2\u7db2\u2026');
  });
});
