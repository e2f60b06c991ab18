/** What has been noted on the way of a packet so far. Where ways part, it goes back to what they have in common. */
import type { Fate } from '../fabric/fate.ts';
import type { PacketHeader } from '../fabric/filter-verdict.ts';
import { sameHeader } from '../fabric/translate.ts';
import type { Memory, NodePassage, Witness } from './memory.ts';
import type { Note, Refusal, TranslationNote, Walk } from './note.ts';

/** How much had been noted. */
export interface Mark {
  readonly notes: number;
  readonly nodes: number;
  readonly witnesses: number;
  readonly passages: number;
}

/** How a way ends. */
export interface Ending {
  readonly fate: Fate;
  readonly header: PacketHeader;
  readonly refusal?: Refusal;
  /** Place it came back to. */
  readonly roundFrom?: number;
}

export class Journal {
  private readonly sent: PacketHeader;
  readonly notes: Note[] = [];
  readonly witnesses: Witness[] = [];
  readonly passages: NodePassage[] = [];
  private readonly nodes: number[] = [];
  /** Beside `nodes`: table and header of the decisions, by which a round is known. */
  private readonly tables: number[] = [];
  private readonly headers: PacketHeader[] = [];

  constructor(sent: PacketHeader) {
    this.sent = sent;
  }

  /** Nodes at which it was decided on. */
  get length(): number {
    return this.nodes.length;
  }

  /** `table`: left out where none was asked. */
  arriveAt(node: number, header: PacketHeader, table = -1): void {
    this.nodes.push(node);
    this.tables.push(table);
    this.headers.push(header);
  }

  /** Place at which the same node has asked the same table about the same header; -1: none. */
  placeOf(node: number, table: number, header: PacketHeader): number {
    return this.nodes.findIndex(
      (met, n) => met === node && this.tables[n] === table && sameHeader(this.headers[n], header),
    );
  }

  /** Nothing is noted of a header that stays as it is. */
  change(
    port: number,
    before: PacketHeader,
    after: PacketHeader,
    translation: TranslationNote['translation'],
  ): void {
    if (sameHeader(before, after)) return;
    this.notes.push({ kind: 'translation', port, before, after, translation });
  }

  learn({ witnesses, passages }: Memory): void {
    this.witnesses.push(...witnesses);
    this.passages.push(...passages);
  }

  mark(): Mark {
    const { notes, nodes, witnesses, passages } = this;
    return {
      notes: notes.length,
      nodes: nodes.length,
      witnesses: witnesses.length,
      passages: passages.length,
    };
  }

  backTo({ notes, nodes, witnesses, passages }: Mark): void {
    this.notes.length = notes;
    this.nodes.length = nodes;
    this.tables.length = nodes;
    this.headers.length = nodes;
    this.witnesses.length = witnesses;
    this.passages.length = passages;
  }

  walk({ fate, header, refusal, roundFrom }: Ending): Walk {
    return {
      kind: 'walk',
      fate,
      notes: [...this.notes],
      nodes: [...this.nodes],
      refusal: refusal ?? null,
      roundFrom: roundFrom ?? -1,
      sent: this.sent,
      header,
      memory: { witnesses: [...this.witnesses], passages: [...this.passages] },
    };
  }
}
