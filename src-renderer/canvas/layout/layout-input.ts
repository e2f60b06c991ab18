/** What a layout is told of the document. */
import type { ContainmentTree } from '../../document/containment.ts';
import type { Point, Size } from '../geometry/box.ts';
import { emptyBox, symbolRoom } from './sizes.ts';

export interface LayoutInput {
  readonly tree: ContainmentTree;
  /** Drawn as a box even when nothing stands in it. */
  isBox(id: string): boolean;
  /** Gateways and routers: what other things gather around. */
  isJunction(id: string): boolean;
}

export type Positions = ReadonlyMap<string, Point>;

/** Room for an object without contents. */
export const roomOf = (id: string, input: LayoutInput): Size => (input.isBox(id) ? emptyBox : symbolRoom);
