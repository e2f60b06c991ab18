/** A traced way together with what would make it work. */
import type { Edit } from '../scenario/edit.ts';
import type { TraceResult } from '../trace/trace-result.ts';

/** A change of the document after which the two talk both ways: tried out, not guessed. */
export interface Fix {
  readonly sentence: string;
  readonly edits: readonly Edit[];
  readonly verified: true;
}

export interface TraceAnswer extends TraceResult {
  /** Of what does not work; the smallest changes that were found, none where none was. */
  readonly fixes?: readonly Fix[];
}
