/**
 * What the network knows of a packet after it has passed: which stateful filters have let it through, and the headers it had at
 * the nodes that translate. The answer meets both. Filters and translations belong to one instance each: an answer that comes
 * to another finds nothing there.
 */
import { answerTo, type PacketHeader } from '../fabric/filter-verdict.ts';
import { type Passage, sameHeader } from '../fabric/translate.ts';

export interface Witness {
  readonly tracker: string;
  /** As the filter saw it. */
  readonly header: PacketHeader;
}

export interface NodePassage extends Passage {
  readonly node: number;
}

export interface Memory {
  readonly witnesses: readonly Witness[];
  readonly passages: readonly NodePassage[];
}

export const nothingKnown: Memory = { witnesses: [], passages: [] };

/** Whether a packet answers one that filters of this tracker have let through. */
export const isAnswer = ({ witnesses }: Memory, tracker: string, header: PacketHeader): boolean =>
  witnesses.some((witness) => witness.tracker === tracker && sameHeader(header, answerTo(witness.header)));
