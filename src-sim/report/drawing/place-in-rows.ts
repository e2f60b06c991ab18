/** Boxes in centred rows, in the order given: the arrangement where nobody said where things stand. */
import type { Rectangle, Size } from './rectangle.ts';

/** The whole comes out about `aspect` times wider than high. */
export function placeInRows(sizes: readonly Size[], gap: number, aspect: number): Rectangle[] {
  const area = sizes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = sizes.reduce((most, { width }) => Math.max(most, width), 0);
  return stackRows(rowsWithin(sizes, Math.max(widest, Math.sqrt(area * aspect)), gap), gap);
}

/** The rows one below the other, each centred. */
export function stackRows(rows: readonly (readonly Size[])[], gap: number): Rectangle[] {
  const widths = rows.map((row) => row.reduce((sum, { width }) => sum + width + gap, -gap));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const placed: Rectangle[] = [];
  let y = 0;
  for (const [index, row] of rows.entries()) {
    const height = row.reduce((most, size) => Math.max(most, size.height), 0);
    let x = (widest - widths[index]) / 2;
    for (const size of row) {
      placed.push({ x, y: y + (height - size.height) / 2, width: size.width, height: size.height });
      x += size.width + gap;
    }
    y += height + gap;
  }
  return placed;
}

/** Breaks the list so that no row with more than one box is wider than the limit. */
function rowsWithin(sizes: readonly Size[], limit: number, gap: number): Size[][] {
  const rows: Size[][] = [];
  let width = 0;
  for (const size of sizes) {
    const row = rows.at(-1);
    if (row === undefined || width + gap + size.width > limit) {
      rows.push([size]);
      width = size.width;
    } else {
      row.push(size);
      width += gap + size.width;
    }
  }
  return rows;
}
