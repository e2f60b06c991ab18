import type { Edit, PathStep, RecordPath } from './edit.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Where a figure or a rule comes from; shown next to the problem. */
export interface ProblemSource {
  readonly title: string;
  readonly url?: string;
  readonly asOf?: string;
}

/** A change that would make the problem go away. Applying it is an ordinary, undoable edit of the document. */
export interface Cure {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One thing wrong with a document. Codes are described by `netwright explain CODE`. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Dotted path of the value in the document, '' for the file as a whole. */
  readonly path: RecordPath;
  /** 1-based; 0 where the file has no such place (it could not be read at all). */
  readonly line: number;
  readonly column: number;
  readonly source?: ProblemSource;
  readonly cure?: Cure;
}

/** A problem as a rule finds it; the position in the file is added by whoever holds the text. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: readonly PathStep[];
  readonly source?: ProblemSource;
  readonly cure?: Cure;
}

/** What a code means, for `netwright explain` and the problems panel. */
export interface ProblemExplanation {
  readonly code: string;
  readonly title: string;
  readonly why: string;
  readonly cure: string;
}
