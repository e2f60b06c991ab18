import type { TextLayout } from './text-layout.ts';
import type { Splice } from './text-splice.ts';
import type { TextNode } from './text-tree.ts';

/** Where a value hangs: behind a colon, behind a dash, or between the commas of a flow collection. */
export interface Place {
  readonly inFlow: boolean;
  /** After the colon or dash; in a flow list the start of the value. */
  readonly behind: number;
  /** Behind a dash. */
  readonly inList: boolean;
  /** Of the lines a block value would have here. */
  readonly indent: string;
}

/** Adds what makes the text of one value hold another; passed down, since collections and values contain each other. */
export type Reconcile = (
  node: TextNode,
  value: unknown,
  place: Place,
  layout: TextLayout,
  splices: Splice[],
) => void;
