import { describe, expect, it } from 'vitest';
import { openAtFirst, type OutlineItem, rowsShown } from '../../src-renderer/document/outline-tree.ts';

const item = (key: string, children: readonly OutlineItem[] = []): OutlineItem => ({
  key,
  title: key,
  entry: null,
  children,
});
const many = (count: number, prefix: string, children: readonly OutlineItem[] = []) =>
  Array.from({ length: count }, (_, index) => item(`${prefix}${index}`, children));

describe('the outline at first', () => {
  it('is open all the way down in a small document, but for the groups that few people look at', () => {
    const items = [item('site', [item('net', [item('vm')])]), item('group:routeTables', [item('table')])];
    const open = openAtFirst(items, 250);
    expect([...open]).toEqual(['site', 'net']);
    // site, net, vm and the closed group.
    expect(rowsShown(items, open)).toBe(4);
  });

  it('opens whole levels as long as no more rows show than wanted', () => {
    const sites = many(3, 's', [item('a', many(50, 'n'))]);
    // 3 sites, then 3 more rows: 6. The next level would add 3 × 50.
    expect([...openAtFirst(sites, 100)]).toEqual(['s0', 's1', 's2']);
    expect(rowsShown(sites, openAtFirst(sites, 100))).toBe(6);
  });
});
