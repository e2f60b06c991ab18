/** Room that things take on the canvas, in pixels at scale 1: shared by the layout and the drawing so that they agree. */
import type { Size } from '../geometry/box.ts';

/** A symbol with two lines of text below it. */
export const symbol: Size = { width: 46, height: 46 };
export const symbolRoom: Size = { width: 140, height: 104 };
/** Between a symbol and its first line of text, and the height of each line. */
export const labelGap = 7;
export const labelLine = 17.5;
/** An empty network or subnet, drawn as a box of its own. */
export const emptyBox: Size = { width: 170, height: 70 };
/** What a layout reserves around the contents of a box, on each side, and for its caption. */
export const boxPadding = 26;
export const boxCaption = 20;
/** What a box really draws around its contents; the caption stands in the upper part. */
export const framePadding = { side: 24, top: 34, bottom: 18 } as const;
/** Beside the caption: its distance from the edge, and room for a badge. */
export const captionRoom = 42;
export const gap = 44;
