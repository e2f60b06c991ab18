/** Room that things take on the canvas, in pixels at scale 1: shared by the layout and the drawing so that they agree. */
import type { Size } from '../geometry/box.ts';

/** A symbol with two lines of text below it. */
export const symbol: Size = { width: 46, height: 46 };
export const symbolRoom: Size = { width: 140, height: 96 };
/** An empty network or subnet, drawn as a box of its own. */
export const emptyBox: Size = { width: 170, height: 70 };
export const boxPadding = 26;
/** Line of text inside the upper edge of a box. */
export const boxCaption = 20;
export const gap = 44;
