import { describe, expect, it } from 'vitest';
import { type FramedNode, framesOf } from '../../src-renderer/canvas/geometry/frames.ts';

/** Ten pixels a letter, for sums that can be done in the head. */
const widthOf = (line: string): number => 10 * line.length;
const box = (id: string, parent: string | null, label = ''): FramedNode => ({
  id,
  parent,
  shape: 'box',
  label,
});
const symbol = (id: string, parent: string | null, label: string): FramedNode => ({
  id,
  parent,
  shape: 'symbol',
  label,
});

describe('the frame of a box', () => {
  it('goes around a symbol and its text, with a margin and room for the caption', () => {
    const frames = framesOf(
      [box('net', null), symbol('vm', 'net', 'vm\nten')],
      new Map([['vm', { x: 0, y: 0 }]]),
      widthOf,
    );
    // Symbol 46 wide (its texts take 20 and 30), from y -23; below it 7 and two lines of 17.5: 46 + 7 + 35 = 88 high.
    // Margins: 24 at the sides, 34 above, 18 below.
    expect(frames.get('net')).toEqual({ x: -23 - 24, y: -23 - 34, width: 46 + 48, height: 88 + 34 + 18 });
  });

  it('is as wide as its caption needs, evenly to both sides of what stands in it', () => {
    const frames = framesOf(
      [box('net', null, 'twenty letters long.'), symbol('vm', 'net', 'vm')],
      new Map([['vm', { x: 100, y: 0 }]]),
      widthOf,
    );
    // 20 letters of 10 and 42 beside them.
    expect(frames.get('net')).toMatchObject({ x: 100 - 121, width: 242 });
  });

  it('goes around the boxes in it, and an empty box stands where it was placed', () => {
    const nodes = [box('site', null), box('net', 'site'), box('empty', 'net')];
    const frames = framesOf(nodes, new Map([['empty', { x: 10, y: 20 }]]), widthOf);
    // 170 by 70 around its place; each box around it adds 48 to the width and 52 to the height.
    expect(frames.get('empty')).toEqual({ x: -75, y: -15, width: 170, height: 70 });
    expect(frames.get('site')).toMatchObject({ width: 170 + 96, height: 70 + 104 });
  });
});
